import { Radio, Tooltip } from '@mantine/core';
import { type Mode, modeSchema, type Project } from '../../app/contract';
import { call } from '../store/call';
import { useEngine } from '../store/current';
import { isServingChanging } from '../store/selectors';
import { modeNames } from '../text/mode-names';
import { keysOf } from './key-hint';
import { changingTo, costOf, isMeasuredBefore } from './mode-cost';
import classes from './mode-toggle.module.css';

const modes: readonly { readonly mode: Mode; readonly long: string; readonly short: string }[] = [
  { mode: 'single-process', long: modeNames['single-process'], short: 'Single' },
  { mode: 'multi-process', long: modeNames['multi-process'], short: 'Multi' },
];

/** How the sites are served, with the measured cost of both ways. */
export const ModeToggle = ({ project }: { readonly project: Project }) => {
  const isBusy = useEngine((state) => isServingChanging(state, project.id)) ?? true;
  const next = useEngine((state) => changingTo(state, project));
  const isOld = useEngine((state) => isMeasuredBefore(state, project)) ?? true;
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
          const isActive = project.mode === mode;
          const cost = costOf(project.figures[mode]);
          const isNext = next === mode;
          const shown = isNext ? { long: 'starting its servers', short: 'starting' } : cost;
          return (
            <Tooltip key={mode} label={`Change the mode, ${keysOf('toggle-mode')}`} disabled={isActive}>
              <Radio.Card
                value={mode}
                aria-label={[long, shown.long, ...(isActive ? ['active'] : [])].join(', ')}
                className={classes.mode}
                data-next={isNext || undefined}
                disabled={isBusy}
              >
                <span className={classes.long}>{long}</span>
                <span className={classes.short}>{short}</span>
                <span className={classes.cost} data-old={(isActive && isOld && next === null) || undefined}>
                  <span className={classes.long}>{shown.long}</span>
                  <span className={classes.short}>{shown.short}</span>
                </span>
              </Radio.Card>
            </Tooltip>
          );
        })}
      </div>
    </Radio.Group>
  );
};
