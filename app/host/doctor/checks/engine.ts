import { AppError } from '../../../contract';
import { type CheckDefinition, type DoctorContext, type Finding, fix } from '../check';

const postgres = async ({ engine }: DoctorContext): Promise<Finding> => {
  if (engine instanceof AppError) {
    return {
      state: 'failed',
      message: `It does not run: ${engine.message}`,
      fixes: engine.hint === null ? [] : [fix('Next step', engine.hint, { isSuggested: true })],
    };
  }
  const { cluster } = engine;
  const [row] = await cluster.query<{ folder: string }>(
    'postgres',
    "select current_setting('data_directory') as folder",
  );
  const socket = cluster.socketFolder === null ? '' : ' and a socket';
  const place = `${cluster.version} embedded, port ${cluster.port}${socket}, this machine only; data in ${row?.folder ?? ''}.`;
  if (cluster.hasBallast) return { state: 'ok', message: place };
  return {
    state: 'warning',
    message: `${place} The disk had no room for the 64 MB that are kept in reserve, so that it may not start again on a full disk.`,
    fixes: [fix('Free space on that disk', 'The reserve is made by itself as soon as there are 256 MB.')],
  };
};

const versions = async ({ host, engine }: DoctorContext): Promise<Finding> => {
  const server = engine instanceof AppError ? 'no PostgreSQL' : `PostgreSQL ${engine.cluster.version}`;
  return {
    state: 'ok',
    message: `Manysite ${host.version}, Node ${process.versions.node}, ${server}. A client of another version is refused by the host.`,
  };
};

export const engineChecks: readonly CheckDefinition[] = [
  { id: 'postgres', group: 'Ports and names', title: 'PostgreSQL', run: postgres },
  { id: 'versions', group: 'Machine', title: 'Versions', run: versions },
];
