import type { Notice, Status } from '../../app/contract';
import { attachedTo } from './killing';
import { liveDump } from './made-project';
import type { Sandbox } from './sandbox';
import { makeTinyProject } from './tiny-project';
import { visit } from './visitor';

/** The project `shop` with the live dump, served by servers that are not Django. @returns its folder */
export const serveTiny = async (sandbox: Sandbox): Promise<string> => {
  const folder = makeTinyProject(sandbox, 'shop');
  await sandbox.json('add', folder);
  await sandbox.json('import', liveDump, '--project', folder);
  await sandbox.json('start', '--project', folder);
  return folder;
};

export const statusOf = async (sandbox: Sandbox): Promise<Status> =>
  (await sandbox.json('status', '--project', 'shop')) as Status;

/** The status with which the portal of `shop` answers through the router. */
export const answerOf = async (sandbox: Sandbox): Promise<number> => {
  const { router } = await statusOf(sandbox);
  return (await visit({ port: router.port ?? 0, host: 'portal.127.0.0.1.nip.io' })).status;
};

/** The notices that every client shows; starts a host where none runs. */
export const noticesOf = async (sandbox: Sandbox): Promise<Notice[]> => {
  const host = await attachedTo(sandbox);
  const events = await host.client.watch();
  const first = await events.next();
  await events.return?.(undefined);
  await host.close();
  if (first.done || first.value.type !== 'snapshot') throw new Error('the first word is a snapshot');
  return first.value.state.notices;
};
