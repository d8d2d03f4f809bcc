import { execa } from 'execa';
import { z } from 'zod';
import type { CodeMigrations } from '../../contract';
import type { ProjectConfig } from '../../projects/project-config';
import { asProcessEnvironment, serverEnvironment } from '../../projects/server-environment';
import type { Engine } from '../engine';

const timeoutMs = 30_000;

/**
 * Loads the migrations as `migrate` does, without a database: a squashed one counts as those that it replaces where these were run.
 * What the project prints while it loads goes to the other stream.
 */
const script = `
import contextlib, json, os, sys
sys.path.insert(0, os.getcwd())
with contextlib.redirect_stdout(sys.stderr):
    import django
    django.setup()
    from django.db.migrations.loader import MigrationLoader
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
print(json.dumps([
    {"app": app, "name": name, "replaces": [list(one) for one in migration.replaces]}
    for (app, name), migration in loader.disk_migrations.items()
]))
`;

const answerSchema = z.array(
  z.object({
    app: z.string(),
    name: z.string(),
    replaces: z.array(z.tuple([z.string(), z.string()])),
  }),
);

/** What of the engine is needed to run a project's Python. */
interface MigrationEngine extends Pick<Engine, 'environment'> {
  readonly cluster: Pick<Engine['cluster'], 'host' | 'port'>;
  readonly folders: Pick<Engine['folders'], 'data'>;
  readonly layout: Pick<Engine['layout'], 'overlayFolder'>;
}

/** No database is asked for them; whatever a project makes of this one would fail. */
const noDatabase = ({ cluster }: Pick<MigrationEngine, 'cluster'>) => ({
  host: cluster.host,
  port: cluster.port,
  name: 'none',
  user: 'none',
  password: '',
});

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

/** The migrations that a project's code has, or why they cannot be known: its settings do not load, say. */
export const readCodeMigrations = async (
  engine: MigrationEngine,
  config: ProjectConfig,
  signal: AbortSignal,
): Promise<CodeMigrations> => {
  const variables = serverEnvironment({
    config,
    environment: engine.environment,
    mode: 'single-process',
    siteId: null,
    database: noDatabase(engine),
    overlayFolder: engine.layout.overlayFolder,
    overlay: {
      allowedHosts: [],
      localOrigins: [],
      emailFolder: engine.folders.data,
      cacheKeyPrefix: 'none',
      reportFile: null,
    },
  });
  const afterImport = config.afterImport.map((step) => [...step]);
  const result = await execa(config.detected.python.path, ['-c', script], {
    cwd: config.detected.root,
    env: asProcessEnvironment(variables),
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    timeout: timeoutMs,
    cancelSignal: signal,
  });
  if (result.failed) {
    const reason = lastLine(result.stderr ?? '') || result.shortMessage || 'Python ended without a word';
    return { migrations: null, reason, afterImport };
  }
  const parsed = answerSchema.safeParse(JSON.parse(lastLine(result.stdout)));
  return parsed.success
    ? { migrations: parsed.data, reason: null, afterImport }
    : { migrations: null, reason: 'Python told something else', afterImport };
};
