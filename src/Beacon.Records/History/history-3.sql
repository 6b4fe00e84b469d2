-- The third schema of history.db. A released migration never changes.
-- The reasons, one a line; what earlier versions wrote has only how the run ended.
ALTER TABLE run ADD COLUMN not_comparable TEXT NOT NULL DEFAULT '';
UPDATE run SET not_comparable = CASE
  WHEN outcome = 'failed' THEN 'the run failed'
  WHEN outcome = 'interrupted' THEN 'the run was interrupted'
  WHEN warmup THEN 'the run was a warm-up'
  ELSE 'its record says why'
END WHERE NOT comparable;
