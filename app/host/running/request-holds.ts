/** What the router does with the requests of a project meanwhile. */
export interface RequestHold {
  /** Why, as a sentence for the page of a request that waited in vain. */
  readonly reason: string;
  /** The longest that one request is held, in milliseconds from its arrival. */
  readonly requestLimitMs: number;
}

/**
 * Which projects' requests are held now. Holds of one project may overlap: its requests go on when the last has ended. What its
 * servers do meanwhile (start, fail, be replaced) shows again only then.
 */
export class RequestHolds {
  readonly #holds = new Map<string, RequestHold[]>();

  /** @returns ends this hold; a second call does nothing */
  begin(projectIds: readonly string[], hold: RequestHold): () => void {
    // A value of its own, so that two equal holds are told apart.
    const own = { ...hold };
    for (const id of projectIds) this.#holds.set(id, [...(this.#holds.get(id) ?? []), own]);
    return () => {
      for (const id of projectIds) this.#end(id, own);
    };
  }

  /** The hold that a project's requests wait for: the one that began last. Null: they are not held. */
  of(projectId: string): RequestHold | null {
    return this.#holds.get(projectId)?.at(-1) ?? null;
  }

  #end(projectId: string, hold: RequestHold): void {
    const left = (this.#holds.get(projectId) ?? []).filter((other) => other !== hold);
    if (left.length > 0) this.#holds.set(projectId, left);
    else this.#holds.delete(projectId);
  }
}
