import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { AppError } from '../../app/contract';
import type { HostLaunch } from '../../app/host/attach/attach';

const oldest = { major: 20, minor: 19 } as const;

/** Whether the host runs on this Node. @param version as in `process.versions.node` */
export const runsHost = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldest.major || (major === oldest.major && minor >= oldest.minor);
};

const needed = `Node ${oldest.major}.${oldest.minor} or newer`;

/** Version of the `node` on the PATH; null where there is none. */
const versionOnPath = async (environment: NodeJS.ProcessEnv): Promise<string | null> => {
  try {
    const { stdout } = await promisify(execFile)('node', ['-p', 'process.versions.node'], {
      env: environment,
      timeout: 10_000,
    });
    return stdout.trim();
  } catch {
    // Absent or broken: told by the caller, who knows what it is for.
    return null;
  }
};

/**
 * What starts the host: Electron itself as Node, where its Node is new enough, else the one on the PATH.
 *
 * @param own `process.versions.node` of this process
 * @throws AppError `command-not-found` where neither is new enough
 */
export const hostLaunch = async (
  own: string,
  entry: string,
  environment: NodeJS.ProcessEnv,
): Promise<HostLaunch> => {
  if (runsHost(own)) return { program: process.execPath, entry, environment: { ELECTRON_RUN_AS_NODE: '1' } };
  const found = await versionOnPath(environment);
  if (found !== null && runsHost(found)) return { program: 'node', entry, environment: {} };
  throw new AppError(
    'command-not-found',
    found === null
      ? `The engine needs ${needed}. This runtime has ${own}, and there is no node on the PATH.`
      : `The engine needs ${needed}. This runtime has ${own}, and the node on the PATH is ${found}.`,
    { hint: `Install ${needed}, then try again.` },
  );
};
