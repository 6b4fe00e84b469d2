-- The second schema of history.db. A released migration never changes.
ALTER TABLE run ADD COLUMN label TEXT;
ALTER TABLE run ADD COLUMN plan_file TEXT;
ALTER TABLE run ADD COLUMN warmup INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN expectations_not_met INTEGER NOT NULL DEFAULT 0;
