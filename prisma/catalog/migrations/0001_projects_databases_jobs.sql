CREATE TABLE project (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  folder text NOT NULL UNIQUE,
  mode text NOT NULL CHECK (mode IN ('single-process', 'multi-process')),
  active_database_id uuid UNIQUE,
  added_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE database (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  project_id uuid NOT NULL REFERENCES project (id) ON DELETE RESTRICT,
  name text NOT NULL UNIQUE,
  label text NOT NULL,
  state text NOT NULL CHECK (state IN ('importing', 'ready', 'needs-attention', 'deleting')),
  attention text,
  staging_name text UNIQUE,
  import_role text UNIQUE,
  dump_file text NOT NULL,
  dump_sha256 text,
  dump_format text NOT NULL,
  dump_created_at text,
  dump_server_version text,
  started_at timestamptz(3) NOT NULL DEFAULT now(),
  imported_at timestamptz(3),
  pristine_name text UNIQUE,
  size_bytes bigint,
  site_count integer,
  problem_count integer NOT NULL DEFAULT 0,
  report jsonb,
  -- Each state carries just its own data.
  CHECK ((state = 'needs-attention') = (attention IS NOT NULL)),
  CHECK (state <> 'importing' OR staging_name IS NOT NULL),
  CHECK (state NOT IN ('ready', 'needs-attention') OR (imported_at IS NOT NULL AND staging_name IS NULL))
);
CREATE INDEX database_project_id_idx ON database (project_id);

ALTER TABLE project
  ADD CONSTRAINT project_active_database_fkey FOREIGN KEY (active_database_id)
  REFERENCES database (id) ON DELETE SET NULL;

CREATE TABLE site_identity (
  database_id uuid NOT NULL REFERENCES database (id) ON DELETE CASCADE,
  site_id integer NOT NULL,
  slug text NOT NULL,
  real_domain text NOT NULL,
  PRIMARY KEY (database_id, site_id)
);

CREATE TABLE job (
  id text PRIMARY KEY,
  kind text NOT NULL,
  title text NOT NULL,
  project_id uuid,
  state text NOT NULL CHECK (state IN ('running', 'cancelling', 'done', 'failed', 'cancelled')),
  started_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  result jsonb,
  error jsonb
);
CREATE INDEX job_started_at_idx ON job (started_at);
