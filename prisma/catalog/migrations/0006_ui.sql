-- What a job went through, and what the programs said that it ran.
ALTER TABLE job ADD COLUMN phases jsonb NOT NULL DEFAULT '[]';
ALTER TABLE job ADD COLUMN output text[] NOT NULL DEFAULT '{}';
