import { type Change, emptyState, type State, type WatchEvent } from '../../contract';

/** Slices that hold one value instead of a list. */
type SingleSlice = 'router' | 'host' | 'disk';
type ListSlice = Exclude<Change['slice'], SingleSlice>;
type ValueOf<Slice extends ListSlice> = State[Slice][number];

interface Watcher {
  /** Newest change by slice and id: a slow client misses steps, never the end. */
  readonly pending: Map<string, Change>;
  wake: () => void;
}

/** What every client shows, held once. Values are replaced, never changed in place. */
export class StateStore {
  #state: State = emptyState;
  readonly #watchers = new Set<Watcher>();
  readonly #listeners = new Set<(change: Change) => void>();

  get state(): State {
    return this.#state;
  }

  get watcherCount(): number {
    return this.#watchers.size;
  }

  put<Slice extends ListSlice>(slice: Slice, value: ValueOf<Slice>): void {
    const list: readonly ValueOf<Slice>[] = this.#state[slice];
    const index = list.findIndex((item) => item.id === value.id);
    if (index !== -1 && JSON.stringify(list[index]) === JSON.stringify(value)) return;
    const next = index === -1 ? [...list, value] : list.with(index, value);
    this.#state = { ...this.#state, [slice]: next };
    this.#publish({ slice, id: value.id, value } as Change);
  }

  remove(slice: ListSlice, id: string): void {
    const list: readonly { id: string }[] = this.#state[slice];
    if (!list.some((item) => item.id === id)) return;
    this.#state = { ...this.#state, [slice]: list.filter((item) => item.id !== id) };
    this.#publish({ slice, id, value: null });
  }

  /** Replaces a whole slice, telling watchers only what differs. */
  replace<Slice extends ListSlice>(slice: Slice, values: readonly ValueOf<Slice>[]): void {
    const kept = new Set(values.map((value) => value.id));
    for (const item of this.#state[slice]) if (!kept.has(item.id)) this.remove(slice, item.id);
    for (const value of values) this.put(slice, value);
  }

  /** Replaces the one value of a slice that is no list. */
  set<Slice extends SingleSlice>(slice: Slice, value: NonNullable<State[Slice]>): void {
    if (JSON.stringify(this.#state[slice]) === JSON.stringify(value)) return;
    this.#state = { ...this.#state, [slice]: value };
    this.#publish({ slice, id: slice, value } as Change);
  }

  /** Calls back on each change as it happens, within this process. */
  onChange(listener: (change: Change) => void): void {
    this.#listeners.add(listener);
  }

  /** A snapshot, then changes, until the signal aborts. */
  async *watch(signal: AbortSignal): AsyncGenerator<WatchEvent> {
    const watcher: Watcher = { pending: new Map(), wake: () => undefined };
    this.#watchers.add(watcher);
    const stop = (): void => watcher.wake();
    signal.addEventListener('abort', stop);
    try {
      yield { type: 'snapshot', state: this.#state };
      while (!signal.aborted) {
        if (watcher.pending.size === 0) {
          await new Promise<void>((resolve) => {
            watcher.wake = resolve;
          });
          continue;
        }
        const changes = [...watcher.pending.values()];
        watcher.pending.clear();
        yield { type: 'changes', changes };
      }
    } finally {
      signal.removeEventListener('abort', stop);
      this.#watchers.delete(watcher);
    }
  }

  #publish(change: Change): void {
    for (const listener of this.#listeners) listener(change);
    for (const watcher of this.#watchers) {
      const key = `${change.slice} ${change.id}`;
      // Last in order too: a thing removed and made again must not arrive before its removal.
      watcher.pending.delete(key);
      watcher.pending.set(key, change);
      watcher.wake();
    }
  }
}
