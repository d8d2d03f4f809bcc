import { AppError } from '../../contract';
import type { Skipped } from '../entry';
import type { CommandPiece } from './plain-lexer';

/** The database that `\connect` names; null for any other command. */
export const connectTarget = (text: string): string | null => {
  const rest = /^\\c(?:onnect)?(?:\s+(.*))?$/s.exec(text);
  if (rest === null) return null;
  // pg_dump writes names that need it as: -reuse-previous=on "dbname='my db'"
  const target = (rest[1] ?? '').replace(/^-reuse-previous=\w+\s+/, '').trim();
  const conninfo = /^"?dbname='((?:[^'\\]|\\.)*)'"?/.exec(target)?.[1];
  if (conninfo !== undefined) return conninfo.replaceAll(/\\(.)/g, '$1').replaceAll('""', '"');
  return target.startsWith('"') ? target.slice(1, target.indexOf('"', 1)) : (target.split(/\s/)[0] ?? '');
};

/** The encoding that `\encoding` names; null for any other command. pg_dump --create writes it before `\connect`. */
export const encodingTarget = (text: string): string | null =>
  /^\\encoding\s+([\w-]+)$/.exec(text)?.[1] ?? null;

const refuse = ({ text, line }: CommandPiece): never => {
  const shown = text.slice(0, 120);
  throw new AppError('dump-runs-programs', `Line ${line} of the dump is a command to psql: ${shown}`, {
    hint: 'Such a command can run programs. pg_dump does not write it: do not trust this file.',
    data: { line, command: shown },
  });
};

/**
 * A dump never runs a program: of psql's commands, those that pg_dump itself writes are passed over, all others refused.
 *
 * @throws AppError `dump-runs-programs`
 */
export const passCommand = (command: CommandPiece): Skipped => {
  const { text, line, isInsideStatement } = command;
  const place = { kind: 'line', line } as const;
  const skipped = (what: string, reason: string): Skipped => ({ kind: 'skipped', what, reason, place });
  if (isInsideStatement) return refuse(command);
  if (/^\\(?:un)?restrict(?:\s+\S+)?$/.test(text))
    return skipped('\\restrict', 'it guards psql, which is not used');
  if (connectTarget(text) !== null)
    return skipped('\\connect', 'the dump goes into the database that is made for it');
  if (encodingTarget(text) !== null) return skipped('\\encoding', 'texts are decoded before they are sent');
  if (text === '\\.') return skipped('\\.', 'it ends rows, and none were begun');
  return refuse(command);
};
