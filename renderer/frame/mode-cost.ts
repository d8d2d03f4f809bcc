import type { Mode, ModeFigures, Project, State } from '../../app/contract';
import { isAtWork, serversOf } from '../store/selectors';
import { formatBytes, formatDuration } from '../text/format';

/** What a mode cost when it was last measured, for wide and narrow windows. */
export const costOf = (figures: ModeFigures | null): { readonly long: string; readonly short: string } => {
  const memory = figures?.memoryBytes ?? null;
  const p50Ms = figures?.p50Ms ?? null;
  const parts = [memory === null ? [] : [formatBytes(memory)], p50Ms === null ? [] : [formatDuration(p50Ms)]];
  const [size, latency] = parts.map(([part]) => part);
  if (size === undefined && latency === undefined) return { long: 'not measured yet', short: 'not measured' };
  return {
    long: [size, latency === undefined ? undefined : `p50 ${latency}`].filter(Boolean).join(' · '),
    short: [size, latency].filter(Boolean).join(' · '),
  };
};

/** The mode that a running job changes to; null where none does. */
export const changingTo = (state: State, project: Project): Mode | null => {
  if (!isAtWork(state, project.id, ['mode'])) return null;
  return project.mode === 'single-process' ? 'multi-process' : 'single-process';
};

/**
 * Whether the figures of the present mode are older than the servers that serve now: they are shown in italics until new ones are
 * measured.
 */
export const isMeasuredBefore = (state: State, project: Project): boolean => {
  const figures = project.figures[project.mode];
  if (figures === null || !project.isRunning) return false;
  const servers = serversOf(state, project.id);
  const databaseLabel = state.databases.find(({ id }) => id === project.activeDatabaseId)?.label;
  if (figures.database !== databaseLabel) return true;
  return servers.some(({ status }) => status.state === 'ready' && status.since > figures.measuredAt);
};
