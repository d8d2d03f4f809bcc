import { randomUUID } from 'node:crypto';
import type { Notice } from '../../contract';
import type { Engine } from '../engine';
import type { RouterEnd } from '../running/router-hold';
import { clockText } from './clock-text';
import { keepNotice } from './notices';

/** Tells people that the router ended by itself. The notice is kept in the background: routing does not wait for the catalog. */
export const tellRouterEnd = (engine: Engine, { port, isBack, reason }: RouterEnd): void => {
  const now = engine.now();
  const at = clockText(now, now);
  const notice: Notice = {
    id: randomUUID(),
    at: now.toISOString(),
    severity: isBack ? 'warning' : 'error',
    title: isBack
      ? `The router on port ${port} ended at ${at} and was started again`
      : `The router on port ${port} ended again and again, and stays off since ${at}`,
    details: [
      reason,
      isBack
        ? 'Requests that were under way were cut off; the servers were not touched.'
        : 'No site answers. `manysite start` starts it again; logs/host.log has each error.',
    ],
    about: { kind: 'router-ended', port, isBack },
  };
  keepNotice(engine, notice).catch((error: unknown) => engine.log.error(error, 'a notice could not be kept'));
};
