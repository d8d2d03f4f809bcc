import type { ReactNode } from 'react';
import { type CommandId, commands } from '../../app/contract';
import { labelOfKeys } from '../shell/surroundings';
import classes from './key-hint.module.css';

/** The keys of a command, as they are labelled on this machine. */
export const keysOf = (id: CommandId): string =>
  labelOfKeys(commands.find((command) => command.id === id)?.keys ?? '');

/** A small key. */
export const KeyCap = ({ children }: { readonly children: ReactNode }) => (
  <kbd className={classes.key}>{children}</kbd>
);

/** The keys of a command as a small key. */
export const KeyHint = ({ command }: { readonly command: CommandId }) => <KeyCap>{keysOf(command)}</KeyCap>;
