import { readFile } from 'node:fs/promises';
import { getNodeValue, type Node } from 'jsonc-parser';
import type { z } from 'zod';
import { AppError, type ProjectFile, projectFileSchema } from '../../contract';
import { overlayLines } from '../../core/overlay/overlay-lines';
import { placeAt, readJsonText, type TextPlace } from './json-places';

interface FileProblem {
  readonly place: TextPlace;
  readonly key: string;
  readonly expected: string;
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

const article = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);

const expectation = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return article(
        issue.expected === 'record' ? 'object' : issue.expected === 'int' ? 'whole number' : issue.expected,
      );
    case 'invalid_value':
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'too_small':
      if (issue.origin === 'string')
        return Number(issue.minimum) === 1 ? 'not empty' : `at least ${issue.minimum} characters`;
      return issue.origin === 'array' ? 'a list that is not empty' : `at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string' ? `at most ${issue.maximum} characters` : `at most ${issue.maximum}`;
    case 'invalid_format':
      return issue.format === 'starts_with' ? 'text that starts with /' : issue.message;
    default:
      return issue.message;
  }
};

const knownKeys = (schema: unknown, path: readonly PropertyKey[]): string[] => {
  let at = schema;
  for (const key of path) {
    while (isWrapped(at)) at = at.unwrap();
    at = hasShape(at) ? at.shape[String(key)] : hasValueType(at) ? at.valueType : undefined;
  }
  while (isWrapped(at)) at = at.unwrap();
  return hasShape(at) ? Object.keys(at.shape) : [];
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const isWrapped = (value: unknown): value is { unwrap(): unknown } =>
  isObject(value) && 'unwrap' in value && typeof value.unwrap === 'function' && !hasShape(value);
const hasShape = (value: unknown): value is { shape: Record<string, unknown> } =>
  isObject(value) && isObject(value.shape);
const hasValueType = (value: unknown): value is { valueType: unknown } =>
  isObject(value) && 'valueType' in value;

const dottedKey = (path: readonly PropertyKey[]): string => path.map(String).join('.');

const asPath = (path: readonly PropertyKey[]): (string | number)[] =>
  path.map((part) => (typeof part === 'number' ? part : String(part)));

const problemsOf = (text: string, root: Node, issue: z.core.$ZodIssue): FileProblem[] => {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(projectFileSchema, issue.path);
    return issue.keys.map((key) => ({
      place: placeAt(text, root, [...asPath(issue.path), key], { key: true }),
      key: dottedKey([...issue.path, key]),
      expected: `is not known here; known are ${known.join(', ')}`,
    }));
  }
  const value = issue.path.reduce<unknown>(
    (at, part) => (isObject(at) ? at[String(part)] : undefined),
    getNodeValue(root),
  );
  return [
    {
      place: placeAt(text, root, asPath(issue.path), { key: false }),
      key: dottedKey(issue.path),
      expected: `must be ${expectation(issue)}, and is ${shown(value)}`,
    },
  ];
};

/** Which lines the overlay has is not known to the contract, and a misspelt one would switch nothing off. */
const unknownOverlayLines = (text: string, root: Node, file: ProjectFile): FileProblem[] => {
  const known = overlayLines.map(({ id }) => id);
  return Object.keys(file.serve?.overlay ?? {})
    .filter((id) => !known.includes(id))
    .map((id) => ({
      place: placeAt(text, root, ['serve', 'overlay', id], { key: true }),
      key: `serve.overlay.${id}`,
      expected: `is no line of the settings overlay; known are ${known.join(', ')}`,
    }));
};

const invalid = (file: string, problems: readonly FileProblem[]): AppError => {
  const [first] = problems;
  const place = first?.place ?? { line: 1, column: 1 };
  const subject = first === undefined || first.key === '' ? '' : `"${first.key}" `;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return new AppError(
    'project-file-invalid',
    `${file}, line ${place.line}, column ${place.column}: ${subject}${first?.expected ?? 'is not valid'}.${more}`,
    {
      hint: 'Correct the file. docs/configuration.md explains every key.',
      data: {
        file,
        ...place,
        key: first?.key ?? '',
        expected: first?.expected ?? '',
        problems: problems.map((problem) => ({
          ...problem.place,
          key: problem.key,
          expected: problem.expected,
        })),
      },
    },
  );
};

/** A project file that is valid. */
export interface ReadProjectFile {
  readonly value: ProjectFile;
  /** The line (from 1) on which a value starts; that of the nearest value around it where it is not there. */
  readonly lineOf: (path: readonly string[]) => number;
}

/**
 * Validates the text of a project file; comments and trailing commas are fine.
 *
 * @param file absolute path, for messages
 * @throws AppError `project-file-invalid`; message and data give line and column (from 1), key, and what was expected
 */
export const parseProjectFile = (file: string, given: string): ReadProjectFile => {
  const text = given.replace(/^\uFEFF/, '');
  const json = readJsonText(text);
  if (json.kind === 'broken') throw invalid(file, [{ place: json.place, key: '', expected: json.expected }]);
  const parsed = projectFileSchema.safeParse(getNodeValue(json.root));
  const problems = parsed.success
    ? unknownOverlayLines(text, json.root, parsed.data)
    : parsed.error.issues.flatMap((issue) => problemsOf(text, json.root, issue));
  if (!parsed.success || problems.length > 0) throw invalid(file, problems);
  const { root } = json;
  return { value: parsed.data, lineOf: (path) => placeAt(text, root, path, { key: true }).line };
};

/**
 * Reads and validates one project file.
 *
 * @param file absolute path
 * @returns null where there is no such file
 * @throws AppError `project-file-invalid`, see `parseProjectFile`
 */
export const readProjectFile = async (file: string): Promise<ReadProjectFile | null> => {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new AppError('project-file-invalid', `${file} cannot be read.`, { cause, data: { file } });
  }
  return parseProjectFile(file, text);
};
