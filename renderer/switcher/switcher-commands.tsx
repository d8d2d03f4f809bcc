import type { CommandId, Database, Project } from '../../app/contract';
import { useCommand } from '../commands/command-handlers';
import { switchTo } from '../screens/databases/database-actions';
import { openDialog } from '../screens/databases/dialogs/open-dialog';
import { useEngine } from '../store/current';
import { isServingChanging } from '../store/selectors';
import { previousOf, reasonAgainst } from './switcher-rows';

/** The commands of the first nine databases. */
export const numberedCommands = [
  'database-1',
  'database-2',
  'database-3',
  'database-4',
  'database-5',
  'database-6',
  'database-7',
  'database-8',
  'database-9',
] as const satisfies readonly CommandId[];

interface Props {
  readonly project: Project;
  /** In the order of their numbers. */
  readonly databases: readonly Database[];
  readonly onOpen: () => void;
  readonly onSwitch: () => void;
}

const NumberedCommand = ({
  command,
  handler,
}: {
  readonly command: CommandId;
  readonly handler: (() => void) | null;
}) => {
  useCommand(command, handler);
  return null;
};

/** What keys, menu and palette do with databases, on every screen. */
export const SwitcherCommands = ({ project, databases, onOpen, onSwitch }: Props) => {
  const isBusy = useEngine((state) => isServingChanging(state, project.id)) ?? true;
  const active = databases.find(({ id }) => id === project.activeDatabaseId);
  const previous = previousOf(databases);
  const switching = (database: Database | null | undefined): (() => void) | null => {
    if (database == null || isBusy || database.id === active?.id || reasonAgainst(database) !== null)
      return null;
    return () => {
      onSwitch();
      switchTo(database);
    };
  };
  useCommand('switcher', onOpen);
  useCommand('previous-database', switching(previous));
  useCommand(
    'snapshot',
    active === undefined || isBusy ? null : () => openDialog({ kind: 'snapshot', databaseId: active.id }),
  );
  return numberedCommands.map((command, index) => (
    <NumberedCommand key={command} command={command} handler={switching(databases[index])} />
  ));
};
