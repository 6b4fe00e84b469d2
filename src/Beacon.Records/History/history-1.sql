-- The first schema of history.db. A released migration never changes.
CREATE TABLE run (
  key INTEGER PRIMARY KEY,
  folder TEXT NOT NULL UNIQUE,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  outcome TEXT NOT NULL,
  exit_code INTEGER NOT NULL,
  cause_kind TEXT,
  cause_component TEXT,
  cause_message TEXT,
  started_at INTEGER NOT NULL,
  elapsed_ms REAL NOT NULL,
  operational_after_ms REAL,
  problems INTEGER NOT NULL,
  comparable INTEGER NOT NULL,
  machine TEXT,
  git_commit TEXT,
  git_dirty INTEGER,
  plan_sha256 TEXT
) STRICT;
CREATE INDEX run_by_start ON run (started_at);
CREATE TABLE component (
  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  ready_after_ms REAL,
  exit_code INTEGER,
  signal TEXT,
  restarts INTEGER NOT NULL,
  killed INTEGER NOT NULL,
  cpu_seconds REAL,
  max_rss_bytes INTEGER,
  PRIMARY KEY (run, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE statistic (
  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
  place INTEGER NOT NULL,
  component TEXT NOT NULL,
  "group" TEXT NOT NULL,
  name TEXT NOT NULL,
  value REAL,
  unit TEXT NOT NULL,
  text TEXT NOT NULL,
  normalized_value REAL,
  normalized_unit TEXT,
  partial INTEGER NOT NULL,
  PRIMARY KEY (run, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX statistic_by_name ON statistic (component, "group", name);
