const named: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const escaped = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
};

/** What Python's str.isprintable calls not printable: the categories "other" and "separator", but for the blank. */
const isPrintable = (character: string): boolean => character === ' ' || !/^[\p{C}\p{Z}]$/u.test(character);

/**
 * Python's `repr()` of a text, or its `ascii()`, which escapes everything outside ASCII as well:
 * what `!r` and `!a` in a format string give.
 */
export const pythonRepr = (text: string, charset: 'unicode' | 'ascii'): string => {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = [...text].map((character) => {
    if (character === quote) return `\\${character}`;
    const name = named[character];
    if (name !== undefined) return name;
    const isKept = isPrintable(character) && (charset === 'unicode' || character <= '\u007f');
    return isKept ? character : escaped(character);
  });
  return `${quote}${body.join('')}${quote}`;
};
