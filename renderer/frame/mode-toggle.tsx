import { Radio } from '@mantine/core';
import { type Mode, type ModeFigures, modeSchema, type Project } from '../../app/contract';
import { call } from '../store/call';
import { useEngine } from '../store/current';
import { isServingChanging } from '../store/selectors';
import { formatBytes, formatDuration } from '../text/format';
import classes from './mode-toggle.module.css';

const modes: readonly { readonly mode: Mode; readonly long: string; readonly short: string }[] = [
  { mode: 'single-process', long: 'Single-process', short: 'Single' },
  { mode: 'multi-process', long: 'Multi-process', short: 'Multi' },
];

/** What a mode cost when it was last measured. */
const costOf = (figures: ModeFigures | null): string => {
  const memory = figures?.memoryBytes ?? null;
  const p50Ms = figures?.p50Ms ?? null;
  const parts = [
    memory === null ? [] : formatBytes(memory),
    p50Ms === null ? [] : `p50 ${formatDuration(p50Ms)}`,
  ].flat();
  return parts.length === 0 ? 'not measured yet' : parts.join(' · ');
};

/** How the sites are served, with the measured cost of both ways. */
export const ModeToggle = ({ project }: { readonly project: Project }) => {
  const isBusy = useEngine((state) => isServingChanging(state, project.id)) ?? true;
  return (
    <Radio.Group
      aria-label="Mode"
      value={project.mode}
      onChange={(mode) =>
        call((client) => client.servers.mode({ projectId: project.id, mode: modeSchema.parse(mode) }))
      }
    >
      <div className={classes.modes}>
        {modes.map(({ mode, long, short }) => {
          const cost = costOf(project.figures[mode]);
          return (
            <Radio.Card
              key={mode}
              value={mode}
              aria-label={[long, cost, ...(project.mode === mode ? ['active'] : [])].join(', ')}
              className={classes.mode}
              disabled={isBusy}
            >
              <span className={classes.long}>{long}</span>
              <span className={classes.short}>{short}</span>
              <span className={classes.cost}>{cost}</span>
            </Radio.Card>
          );
        })}
      </div>
    </Radio.Group>
  );
};
