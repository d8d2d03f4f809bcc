-- What was done to the sites of a database, to be shown and taken back.
CREATE TABLE site_plan (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL REFERENCES database (id) ON DELETE CASCADE,
  position integer NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  changes jsonb NOT NULL,
  row_count integer NOT NULL,
  site_count integer NOT NULL,
  state text NOT NULL CHECK (state IN ('applying', 'applied', 'undone')),
  transaction_id text,
  undoes_id uuid REFERENCES site_plan (id) ON DELETE CASCADE,
  started_at timestamptz(3) NOT NULL,
  applied_at timestamptz(3),
  undone_at timestamptz(3),
  UNIQUE (database_id, position),
  -- Each state carries just its own data; an undo marks the plan that it takes back, and leaves no row of its own.
  CHECK ((state = 'applying') = (applied_at IS NULL)),
  CHECK ((state = 'undone') = (undone_at IS NOT NULL)),
  CHECK (undoes_id IS NULL OR state = 'applying')
);
