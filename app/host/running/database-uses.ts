import { AppError } from '../../contract';

interface Uses {
  /** Short reads and writes of our own. */
  readonly shared: Set<Promise<unknown>>;
  /** What must not be cut off, as texts that complete “it is being …”. */
  readonly long: string[];
  /** Ends with the one who has it alone. */
  alone: Promise<unknown> | null;
}

/**
 * Who of our own works on which database. Copying or swapping one ends every connection to it, so our own short work waits for
 * that and is waited for, and long work forbids it.
 */
export class DatabaseUses {
  readonly #uses = new Map<string, Uses>();

  /** Short work with connections to a database: it begins when nobody has the database alone. Must not ask for more of the kind. */
  async share<Result>(databaseId: string, work: () => Promise<Result>): Promise<Result> {
    const uses = this.#of(databaseId);
    while (uses.alone !== null) await uses.alone;
    const working = work();
    const settled = working.then(
      () => undefined,
      () => undefined,
    );
    uses.shared.add(settled);
    try {
      return await working;
    } finally {
      uses.shared.delete(settled);
    }
  }

  /**
   * Work of minutes, which whoever wants the database alone does not wait for.
   *
   * @param what completes “it is being …”, e.g. `exported`
   */
  async occupy<Result>(databaseId: string, what: string, work: () => Promise<Result>): Promise<Result> {
    const uses = this.#of(databaseId);
    uses.long.push(what);
    try {
      while (uses.alone !== null) await uses.alone;
      return await work();
    } finally {
      uses.long.splice(uses.long.indexOf(what), 1);
    }
  }

  /** @throws AppError `database-busy` while somebody does long work on the database */
  requireFree(databaseId: string, label: string): void {
    const [what] = this.#uses.get(databaseId)?.long ?? [];
    if (what === undefined) return;
    throw new AppError('database-busy', `${label} is being ${what}.`, {
      hint: 'Wait for its end, or cancel it: `manysite jobs` names the job.',
      data: { database: label },
    });
  }

  /**
   * Does something that nobody else of us may be connected for.
   *
   * @param label names the database in the error
   * @throws AppError `database-busy` while somebody does long work on it
   */
  async alone<Result>(databaseId: string, label: string, work: () => Promise<Result>): Promise<Result> {
    this.requireFree(databaseId, label);
    const uses = this.#of(databaseId);
    while (uses.alone !== null) await uses.alone;
    let end = (): void => undefined;
    const alone = new Promise<void>((resolve) => {
      end = resolve;
    });
    uses.alone = alone;
    try {
      await Promise.all(uses.shared);
      return await work();
    } finally {
      uses.alone = null;
      end();
    }
  }

  #of(databaseId: string): Uses {
    const known = this.#uses.get(databaseId);
    if (known !== undefined) return known;
    const made: Uses = { shared: new Set(), long: [], alone: null };
    this.#uses.set(databaseId, made);
    return made;
  }
}
