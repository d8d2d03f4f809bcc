/** The last word of a line, as far as it is typed. */
interface LastWord {
  /** What the shell would make of it. */
  readonly text: string;
  /** The quote that is still open at its end. */
  readonly quote: '"' | "'" | null;
  /** How much of `text` stands before what the shell's line editor would replace. */
  readonly keptLength: number;
}

interface Line {
  /** Complete words before the last one, without their quotes. */
  readonly words: readonly string[];
  readonly last: LastWord;
}

/**
 * Splits a line as bash does: blanks, quotes, backslashes. No variable, no substitution, since nothing may be run for a completion.
 *
 * @param line up to the cursor
 * @param breaks bash's COMP_WORDBREAKS: characters after which its line editor begins a new word
 */
export const splitLine = (line: string, breaks: string): Line => {
  const words: string[] = [];
  let text = '';
  let isWord = false;
  let quote: LastWord['quote'] = null;
  let keptLength = 0;
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index);
    if (quote !== null) {
      if (character === quote) quote = null;
      else if (character === '\\' && quote === '"' && /["\\$`]/.test(line.charAt(index + 1))) {
        text += line.charAt(index + 1);
        index += 1;
      } else text += character;
    } else if (character === '"' || character === "'") {
      quote = character;
      isWord = true;
      keptLength = text.length;
    } else if (character === '\\') {
      text += line.charAt(index + 1);
      index += 1;
      isWord = true;
    } else if (/\s/.test(character)) {
      if (isWord) words.push(text);
      text = '';
      isWord = false;
      keptLength = 0;
    } else {
      text += character;
      isWord = true;
      if (breaks.includes(character)) keptLength = text.length;
    }
  }
  return { words, last: { text, quote, keptLength } };
};

/** A candidate as it must be inserted into a line, after what is typed already. */
export const quoteFor = (text: string, quote: LastWord['quote']): string => {
  switch (quote) {
    case null:
      return text.replace(/[^\w@%+=:,./-]/gu, '\\$&');
    case '"':
      return text.replace(/["\\$`]/g, '\\$&');
    case "'":
      return text.replaceAll("'", "'\\''");
    default:
      return quote satisfies never;
  }
};
