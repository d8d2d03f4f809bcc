import type { Project } from '../../app/contract';
import { useCommandHandlers } from '../commands/command-handlers';
import { ImportButton } from '../commands/import-button';
import { KeyCap, KeyHint } from '../frame/key-hint';
import { useEngine } from '../store/current';
import { warmServersOf } from './database-facts';
import { DatabaseMark } from './database-mark';
import { failedSwitchOf, switchCostOf } from './switch-cost';
import { switchSentence } from './switch-text';
import classes from './switcher-list.module.css';
import type { SwitcherRow } from './switcher-rows';

const ChosenLine = ({ project, chosen }: { readonly project: Project; readonly chosen: SwitcherRow }) => {
  const { database } = chosen;
  const cost = useEngine((state) => switchCostOf(state, project, database)) ?? { kind: 'active' };
  const warm = useEngine((state) => warmServersOf(state, database.id)) ?? { count: 0, memoryBytes: null };
  const { title, text } = switchSentence(database, cost, warm);
  return (
    <p className={classes.line}>
      <DatabaseMark database={database} isActive={cost.kind === 'active'} />
      <strong>{title}</strong>
      <span>{text}</span>
    </p>
  );
};

/** What the chosen row means, which keys there are, and the way to a new database. */
export const SwitcherFoot = ({
  project,
  chosen,
  onDone,
}: {
  readonly project: Project;
  readonly chosen: SwitcherRow | null;
  readonly onDone: () => void;
}) => {
  const failed = useEngine((state) => failedSwitchOf(state, project.id));
  const hasPrevious = useCommandHandlers(({ byId }) => byId.has('previous-database'));
  return (
    <>
      {failed !== null && (
        <p className={`${classes.line} ${classes.failed}`} role="status">
          <strong>{failed.title} failed</strong>
          <span>{failed.error?.message}</span>
        </p>
      )}
      {chosen !== null && <ChosenLine project={project} chosen={chosen} />}
      <div className={classes.foot}>
        {chosen !== null && (
          <>
            <span>
              <KeyCap>↵</KeyCap> {chosen.kind === 'snapshot' ? 'Reset…' : 'Switch'}
            </span>
            <span>
              <KeyCap>→</KeyCap> Snapshots
            </span>
          </>
        )}
        {hasPrevious && (
          <span>
            <KeyHint command="previous-database" /> Back to the previous one
          </span>
        )}
        <span className={classes.footEnd}>
          <ImportButton onBegin={onDone} />
        </span>
      </div>
    </>
  );
};
