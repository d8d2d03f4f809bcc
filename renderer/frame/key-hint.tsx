import { type CommandId, commands } from '../../app/contract';
import { labelOfKeys } from '../shell/surroundings';
import classes from './key-hint.module.css';

/** The keys of a command, as they are labelled on this machine. */
export const keysOf = (id: CommandId): string =>
  labelOfKeys(commands.find((command) => command.id === id)?.keys ?? '');

/** The keys of a command as a small key. */
export const KeyHint = ({ command }: { readonly command: CommandId }) => (
  <kbd className={classes.key}>{keysOf(command)}</kbd>
);
