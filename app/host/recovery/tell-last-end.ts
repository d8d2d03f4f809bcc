import { randomUUID } from 'node:crypto';
import type { HostEndedNotice, Notice } from '../../contract';
import { type Comeback, comebackAfter, comebackWindowMs } from '../../core/recovery/comeback';
import { hostEndText } from '../../core/recovery/host-end-text';
import type { LastEnd } from '../../core/recovery/last-end';
import type { Engine } from '../engine';
import type { Recovery } from '../journeys/recover';
import { clockText } from './clock-text';
import { keepNotice } from './notices';

/** What was served when the last host ended, and whether it is to be started again. */
export interface Returning {
  readonly notice: Notice | null;
  readonly projects: readonly { readonly id: string; readonly name: string }[];
  readonly comeback: Comeback;
}

const nothing: Returning = { notice: null, projects: [], comeback: { kind: 'no' } };

const comebackOf = async (engine: Engine, lastEnd: LastEnd): Promise<Comeback> => {
  if (lastEnd.how === 'copied') return { kind: 'no' };
  const now = engine.now();
  const since = new Date(now.getTime() - comebackWindowMs);
  const earlier = await engine.catalog.notices.momentsSince('host-ended', since);
  return comebackAfter([...earlier.map((at) => at.getTime()), now.getTime()], now.getTime());
};

/**
 * Tells people how the last host ended and what start-up did about it, unless it ended in order and left nothing.
 *
 * @param endedServers processes of its servers that were found running, and ended
 * @returns what `comeBack` shall start again
 */
export const tellLastEnd = async (
  engine: Engine,
  lastEnd: LastEnd | null,
  recovery: Recovery,
  endedServers: number,
): Promise<Returning> => {
  const served = await engine.catalog.served.list();
  if (lastEnd === null) return nothing;
  const isUntold = lastEnd.how !== 'stopped' || recovery.recovered.length + recovery.cutOff.length > 0;
  if (!isUntold) return nothing;
  const comeback = await comebackOf(engine, lastEnd);
  const about: HostEndedNotice = {
    kind: 'host-ended',
    how: lastEnd.how,
    pid: lastEnd.pid,
    endedAt: lastEnd.at,
    recovered: [...recovery.recovered],
    cutOff: recovery.cutOff.map(({ id, title }) => ({ id, name: title })),
    served,
    comeBack: comeback.kind,
  };
  const now = engine.now();
  const text = hostEndText(about, clockText(new Date(lastEnd.at), now), {
    reason: lastEnd.how === 'failed' ? lastEnd.reason : null,
    endedServers,
    delayMs: comeback.kind === 'later' ? comeback.delayMs : 0,
  });
  const notice: Notice = { id: randomUUID(), at: now.toISOString(), ...text, about };
  await keepNotice(engine, notice);
  return { notice, projects: served, comeback };
};
