import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';

/** A place in a text, both numbers from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

const placeOf = (text: string, offset: number): TextPlace => {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
};

const said: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this word is not JSON',
  InvalidNumberFormat: 'this is not a number',
  PropertyNameExpected: 'a key in double quotes was expected',
  ValueExpected: 'a value was expected',
  ColonExpected: 'a colon was expected',
  CommaExpected: 'a comma was expected',
  CloseBraceExpected: 'a closing } was expected',
  CloseBracketExpected: 'a closing ] was expected',
  EndOfFileExpected: 'nothing more was expected',
  UnexpectedEndOfComment: 'a comment is not closed',
  UnexpectedEndOfString: 'a string is not closed',
  InvalidUnicode: 'this is not a unicode escape',
  InvalidEscapeCharacter: 'this is not an escape of JSON; a backslash is written as \\\\',
  InvalidCharacter: 'this character must be escaped',
};

/** Of two equal keys JSON keeps one silently, so that a setting seems to do nothing. */
const duplicateKey = (node: Node): Node | null => {
  const seen = new Set<unknown>();
  for (const child of node.children ?? []) {
    const key = child.type === 'property' ? child.children?.[0] : undefined;
    if (key !== undefined) {
      if (seen.has(key.value)) return key;
      seen.add(key.value);
    }
    const deeper = duplicateKey(child);
    if (deeper !== null) return deeper;
  }
  return null;
};

export type JsonText =
  | { readonly kind: 'parsed'; readonly root: Node }
  | { readonly kind: 'broken'; readonly place: TextPlace; readonly expected: string };

/** Parses JSON in which comments and trailing commas are allowed. */
export const readJsonText = (text: string): JsonText => {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  const [first] = errors;
  if (first !== undefined) {
    const code = printParseErrorCode(first.error);
    return { kind: 'broken', place: placeOf(text, first.offset), expected: said[code] ?? code };
  }
  if (root === undefined)
    return { kind: 'broken', place: { line: 1, column: 1 }, expected: 'an object was expected' };
  const twice = duplicateKey(root);
  if (twice !== null) {
    return {
      kind: 'broken',
      place: placeOf(text, twice.offset),
      expected: `the key "${String(twice.value)}" stands here for the second time`,
    };
  }
  return { kind: 'parsed', root };
};

/**
 * Where the value at a path stands; the key itself for `key: true`; the nearest value around it where it is absent.
 */
export const placeAt = (
  text: string,
  root: Node,
  path: readonly (string | number)[],
  options: { readonly key: boolean },
): TextPlace => {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node === undefined) continue;
    const key = options.key && node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    return placeOf(text, (key ?? node).offset);
  }
  return placeOf(text, root.offset);
};
