import type { Database } from '../../app/contract';
import { formatBytes, formatSeconds } from '../text/format';
import type { SwitchCost } from './switch-cost';

/** How long a switch takes, in a column. */
export const costText = (cost: SwitchCost): string => {
  switch (cost.kind) {
    case 'active':
      return '';
    case 'stopped':
      return 'at once';
    case 'known':
      return formatSeconds(cost.durationMs);
    case 'about':
      return `about ${formatSeconds(cost.durationMs)}`;
    case 'unknown':
      return cost.isWarm ? 'warm' : 'not measured yet';
    default:
      return cost satisfies never;
  }
};

interface WarmServers {
  readonly count: number;
  readonly memoryBytes: number | null;
}

const serversText = (count: number): string => (count === 1 ? 'Its server' : `Its ${count} servers`);

/** What switching to a database means, in two parts: the first stands out. */
export const switchSentence = (
  { label }: Pick<Database, 'label'>,
  cost: SwitchCost,
  warm: WarmServers,
): { readonly title: string; readonly text: string } => {
  switch (cost.kind) {
    case 'active':
      return { title: `${label} is active`, text: 'Its sites are the ones that you see.' };
    case 'stopped':
      return { title: 'The sites are stopped', text: `They will start with ${label}. URLs stay the same.` };
    case 'known':
    case 'about':
    case 'unknown': {
      if (cost.isWarm) {
        const memory = warm.memoryBytes === null ? '' : ` (${formatBytes(warm.memoryBytes)})`;
        const run = warm.count === 1 ? 'runs' : 'run';
        return {
          title: `${label} is warm`,
          text: `${serversText(warm.count)} still ${run}${memory}. URLs stay the same, no request fails.`,
        };
      }
      const time =
        cost.kind === 'unknown'
          ? ''
          : `, ${cost.kind === 'known' ? 'last time in' : 'about'} ${formatSeconds(cost.durationMs)}`;
      return {
        title: `${label} is cold`,
        text: `Its servers start first${time}. The present ones answer until then.`,
      };
    }
    default:
      return cost satisfies never;
  }
};
