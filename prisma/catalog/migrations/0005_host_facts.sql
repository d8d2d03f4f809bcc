-- What happened to the engine by itself, and which projects are to be served by the next host if this one ends unasked.
CREATE TABLE notice (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  at timestamptz(3) NOT NULL,
  kind text NOT NULL,
  severity text NOT NULL CHECK (severity IN ('info', 'warning', 'error')),
  title text NOT NULL,
  details jsonb NOT NULL,
  about jsonb NOT NULL,
  told_at timestamptz(3),
  dismissed_at timestamptz(3)
);
CREATE INDEX notice_at_idx ON notice (at);

CREATE TABLE served_project (
  project_id uuid PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
  since timestamptz(3) NOT NULL
);
