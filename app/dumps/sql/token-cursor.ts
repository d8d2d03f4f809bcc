import type { Token } from './sql-tokens';

export interface QualifiedName {
  readonly schema: string | null;
  readonly name: string;
}

/** Reads a statement's tokens one after the other. Keywords are given in lower case. */
export class TokenCursor {
  readonly #tokens: readonly Token[];
  #index = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get next(): Token | null {
    return this.#tokens[this.#index] ?? null;
  }

  /** Whether the tokens ahead are these, keywords or punctuation. */
  sees(...texts: readonly string[]): boolean {
    return texts.every((text, offset) => {
      const token = this.#tokens[this.#index + offset];
      return token !== undefined && (token.kind === 'word' || token.kind === 'other') && token.value === text;
    });
  }

  /** Passes these tokens when they are ahead. */
  accept(...texts: readonly string[]): boolean {
    const isSeen = this.sees(...texts);
    if (isSeen) this.#index += texts.length;
    return isSeen;
  }

  /** Passes any of these keywords, as often as one is ahead. */
  acceptAny(words: ReadonlySet<string>): void {
    while (this.next?.kind === 'word' && words.has(this.next.value)) this.#index += 1;
  }

  take(): Token | null {
    const token = this.next;
    if (token !== null) this.#index += 1;
    return token;
  }

  /** Passes everything up to and including this keyword at parenthesis depth 0; false when there is none. */
  passUntil(word: string): boolean {
    let depth = 0;
    for (let token = this.take(); token !== null; token = this.take()) {
      if (token.kind === 'other' && token.text === '(') depth += 1;
      if (token.kind === 'other' && token.text === ')') depth -= 1;
      if (depth === 0 && token.kind === 'word' && token.value === word) return true;
    }
    return false;
  }

  identifier(): string | null {
    const token = this.next;
    if (token === null || (token.kind !== 'word' && token.kind !== 'quoted')) return null;
    this.#index += 1;
    return token.value;
  }

  /** `name` or `schema.name`; of more parts (`database.schema.name`) the last two. */
  qualifiedName(): QualifiedName | null {
    let schema: string | null = null;
    let name = this.identifier();
    while (name !== null && this.accept('.')) {
      schema = name;
      name = this.identifier();
    }
    return name === null ? null : { schema, name };
  }

  /** `(a, "B")` as names; null when what is ahead is no plain list. */
  nameList(): string[] | null {
    if (!this.accept('(')) return null;
    const names: string[] = [];
    if (this.accept(')')) return names;
    do {
      const name = this.identifier();
      if (name === null) return null;
      names.push(name);
    } while (this.accept(','));
    return this.accept(')') ? names : null;
  }
}
