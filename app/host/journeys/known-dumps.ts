import { stat } from 'node:fs/promises';
import type { Inspection } from '../../contract';
import { type DumpFacts, inspectionOf, type PlanRequest } from '../../dumps/inspect/inspect-dump';
import { type InspectorTask, runInspector } from '../../dumps/inspector/run-inspector';

/** Somebody looks into one dump, or compares a few; what is kept of each is some hundred kB. */
const keptDumps = 4;

/** The file as it is now; null where it cannot be known: then reading it says why. */
const identityOf = async (file: string): Promise<string | null> => {
  try {
    const found = await stat(file);
    return found.isFile() ? `${found.dev}/${found.ino}/${found.size}/${found.mtimeMs}` : null;
  } catch {
    return null;
  }
};

const isCounted = ({ tables }: DumpFacts): boolean => tables.every(({ rows }) => rows !== null);

/** Dumps that were looked into. As long as a file stays as it is, it is read once, however often an import of it is planned. */
export class KnownDumps {
  /** By the file's identity; the one asked for last is the last. */
  readonly #facts = new Map<string, { readonly facts: DumpFacts; readonly isCounted: boolean }>();

  /** @param workerUrl the built `dumps/inspector/worker` */
  constructor(private readonly workerUrl: URL) {}

  /** @throws AppError those of `runInspector` */
  async facts(task: InspectorTask): Promise<DumpFacts> {
    const identity = await identityOf(task.file);
    const known = identity === null ? undefined : this.#facts.get(identity);
    if (known !== undefined && (known.isCounted || task.countsRows === false)) return known.facts;
    const facts = await runInspector(this.workerUrl, task);
    if (identity !== null && identity === (await identityOf(task.file)))
      this.#keep(identity, facts, task.countsRows !== false || isCounted(facts));
    return facts;
  }

  /** What an import would make of a dump. @throws AppError those of `runInspector` */
  async inspect(request: InspectorTask & PlanRequest): Promise<Inspection> {
    return inspectionOf(await this.facts(request), request);
  }

  #keep(identity: string, facts: DumpFacts, counted: boolean): void {
    this.#facts.delete(identity);
    this.#facts.set(identity, { facts, isCounted: counted });
    for (const oldest of this.#facts.keys()) {
      if (this.#facts.size <= keptDumps) return;
      this.#facts.delete(oldest);
    }
  }
}
