// PostgreSQL as its users have it: the programs of a PyPI wheel, in a cluster with default settings.
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';

/**
 * Makes and starts a default-configured cluster; as root under another user, since PostgreSQL refuses root.
 *
 * @param account uid and gid, or null for this user
 */
export const startPeer = async ({ programs, folder, port, account }) => {
  const data = join(folder, 'peer');
  mkdirSync(data, { mode: 0o700 });
  if (account !== null) chownSync(data, account.uid, account.gid);
  const server = { cwd: folder, env: { TZ: 'UTC', LC_ALL: 'C.UTF-8' }, ...account };
  const address = ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres'];
  await execa(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-E', 'UTF8', '-A', 'trust'], server);
  const postmaster = execa(
    join(programs, 'postgres'),
    ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    { ...server, reject: false, stdio: 'ignore' },
  );
  const run = (program, ...args) => execa(join(programs, program), [...address, ...args], { cwd: folder });
  const untilReady = async (attempts) => {
    const { exitCode } = await execa(join(programs, 'pg_isready'), address, { reject: false });
    if (exitCode === 0) return;
    if (attempts === 0) throw new Error('the peer’s PostgreSQL did not start');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await untilReady(attempts - 1);
  };
  const stop = async () => {
    postmaster.kill('SIGINT');
    await postmaster;
  };
  try {
    await untilReady(100);
  } catch (error) {
    await stop();
    throw error;
  }
  return { run, stop };
};
