import { AppError } from '../../../contract';
import { projectOption } from '../../../core/names/command-words';
import { firstFreePort } from '../../../router/listen/free-port';
import { findPortHolder } from '../../../router/listen/port-holder';
import { type CheckDefinition, type DoctorContext, type Finding, fix } from '../check';

const firstPort = 8000;

const examine = async ({ engine, settings, project }: DoctorContext): Promise<Finding> => {
  const running = engine instanceof AppError ? null : engine.router.port;
  if (running !== null) return { state: 'ok', message: `127.0.0.1:${running}, this machine only.` };
  const stored = settings.routerPort;
  const free = await firstFreePort(stored ?? firstPort);
  if (stored === null)
    return { state: 'ok', message: `Not running. The first start takes port ${free} and keeps it.` };
  if (free === stored) return { state: 'ok', message: `Not running. Its port ${stored} is free.` };
  const holder = await findPortHolder(stored);
  const who = holder === null ? 'another program' : `${holder.program} (process ${holder.pid})`;
  return {
    state: 'failed',
    message: `Its port ${stored} is taken by ${who}.`,
    fixes: [
      fix(`Move to port ${free}`, 'The addresses of all sites change with it.', {
        command: `manysite start --port ${free}${project === null ? '' : projectOption(project.record)}`,
        place: { kind: 'screen', screen: 'settings' },
        isSuggested: true,
      }),
      fix(`End ${who}`, `Then port ${stored} is free again, and no address changes.`),
    ],
  };
};

export const routerPort: CheckDefinition = {
  id: 'router-port',
  group: 'Ports and names',
  title: 'Router',
  run: examine,
};
