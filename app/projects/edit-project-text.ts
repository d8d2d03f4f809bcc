import { applyEdits, findNodeAtLocation, type JSONPath, modify, parseTree } from 'jsonc-parser';
import { AppError } from '../contract';
import { parseDomainFormat } from '../core/format/domain-format';
import { parseProjectFile } from './config/read-project-file';

/** A change of one value of a project file. */
export interface ProjectFileChange {
  /** Dotted, as `manysite config` shows it. */
  readonly key: string;
  /** Undefined takes the key out. */
  readonly value: unknown;
}

const parseOptions = { allowTrailingComma: true, disallowComments: false };

/** As the file is indented, by its first indented line. */
const formattingOf = (text: string) => {
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
  return {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
};

const edited = (text: string, path: JSONPath, value: unknown): string =>
  applyEdits(text, modify(text, path, value, { formattingOptions: formattingOf(text) }));

/** An object that the last key was taken out of says nothing any more. */
const withoutEmptyParents = (text: string, path: JSONPath): string => {
  const parent = path.slice(0, -1);
  if (parent.length === 0) return text;
  const root = parseTree(text, [], parseOptions);
  const node = root === undefined ? undefined : findNodeAtLocation(root, parent);
  if (node?.children?.length !== 0) return text;
  return withoutEmptyParents(edited(text, parent, undefined), parent);
};

const changed = (text: string, { key, value }: ProjectFileChange): string => {
  const path = key.split('.');
  const result = edited(text, path, value);
  return value === undefined ? withoutEmptyParents(result, path) : result;
};

const asJson = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
};

/** The file's shape, and a domain format that can be used. */
const requireValid = (file: string, text: string): void => {
  const { value } = parseProjectFile(file, text);
  if (value.domainFormat !== undefined) parseDomainFormat(value.domainFormat);
};

/** A command line has text only: where a key does not take it, it is read as JSON (`30`, `false`, `["/"]`). */
const validated = (file: string, text: string, change: ProjectFileChange): string => {
  const asGiven = changed(text, change);
  try {
    requireValid(file, asGiven);
    return asGiven;
  } catch (error) {
    if (!(error instanceof AppError) || typeof change.value !== 'string') throw error;
    const value = asJson(change.value);
    if (value === undefined || typeof value === 'string') throw error;
    const read = changed(text, { ...change, value });
    requireValid(file, read);
    return read;
  }
};

/**
 * Changes values in the text of a project file; comments, order and indentation stay.
 *
 * @param file absolute path, for messages
 * @param text null where there is no such file yet
 * @throws AppError `project-file-invalid` for a key that is not known or a value of the wrong kind, also for a file that was not valid
 *   before; `domain-format-invalid`
 */
export const editProjectText = (
  file: string,
  text: string | null,
  changes: readonly ProjectFileChange[],
): string => {
  const start = text ?? '{}\n';
  requireValid(file, start);
  return changes.reduce((result, change) => validated(file, result, change), start);
};
