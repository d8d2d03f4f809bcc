CREATE TABLE snapshot (
  id uuid PRIMARY KEY,
  database_id uuid NOT NULL REFERENCES database (id) ON DELETE CASCADE,
  name text NOT NULL,
  place_name text NOT NULL UNIQUE,
  taken_at timestamptz(3) NOT NULL,
  size_bytes bigint NOT NULL,
  memory jsonb NOT NULL,
  UNIQUE (database_id, name)
);

ALTER TABLE database
  ADD COLUMN pristine_bytes bigint,
  ADD COLUMN pristine_memory jsonb,
  ADD COLUMN spare_name text UNIQUE,
  ADD COLUMN spare_bytes bigint,
  ADD COLUMN reset_at timestamptz(3),
  ADD COLUMN last_used_at timestamptz(3),
  ADD COLUMN changes_baseline jsonb;

-- What is being made and not in use yet, or not in use any more. It leaves this list in the transaction that puts it into use, so
-- that whatever is on the list when a host starts may be removed.
CREATE TABLE discard (
  kind text NOT NULL CHECK (kind IN ('database', 'file')),
  name text NOT NULL,
  what text NOT NULL,
  subject text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('undone', 'finished')),
  recorded_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (kind, name)
);
