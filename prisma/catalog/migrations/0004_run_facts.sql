-- What serving a project in a mode took, as last measured in a real run.
CREATE TABLE run_fact (
  project_id uuid NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  mode text NOT NULL,
  database_label text NOT NULL,
  server_count integer NOT NULL,
  start_ms integer,
  memory_bytes bigint,
  p50_ms double precision,
  p95_ms double precision,
  measured_at timestamptz(3) NOT NULL,
  PRIMARY KEY (project_id, mode)
);
