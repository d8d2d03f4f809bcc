import { noResponses, type PageSeen, type ResponseCounts } from '../../contract';
import { bucketOf, type SketchEntries } from '../../core/figures/latency-sketch';

/** What a server did for one site since the last report. */
export interface ServedSite {
  /** As in the route table: the id of the upstream. */
  readonly serverId: string;
  readonly projectId: string;
  readonly siteId: number;
  readonly responses: ResponseCounts;
  /** Sketch of the times from a request's way to its server to the head of the answer. */
  readonly latencies: SketchEntries;
  /** The last page that somebody asked for and got; null: none. */
  readonly lastPage: PageSeen | null;
}

/** A request that a server was given. */
interface ServedRequest {
  readonly serverId: string;
  readonly projectId: string;
  readonly siteId: number;
  /** Null: the server gave no answer, or a part of one. */
  readonly status: number | null;
  readonly latencyMs: number | null;
  /** Null: it was for no page. */
  readonly page: PageSeen | null;
}

const classes = ['informational', 'success', 'redirection', 'clientError', 'serverError'] as const;

/** Anything beyond 599 is a failure of the server's too. */
const classOf = (status: number | null): keyof ResponseCounts =>
  status === null ? 'unanswered' : (classes[Math.floor(status / 100) - 1] ?? 'serverError');

interface Entry {
  readonly serverId: string;
  readonly projectId: string;
  readonly siteId: number;
  readonly responses: { -readonly [Class in keyof ResponseCounts]: number };
  readonly latencies: Map<number, number>;
  lastPage: PageSeen | null;
}

/** Counts what sites have served, to be reported in one message at a time. Memory does not grow with the requests. */
export class ServedCounts {
  readonly #entries = new Map<string, Entry>();

  /** @param onRecord called after each request: there is something to report */
  constructor(private readonly onRecord: () => void = () => undefined) {}

  record(request: ServedRequest): void {
    const entry = this.#entryOf(request);
    entry.responses[classOf(request.status)] += 1;
    entry.lastPage = request.page ?? entry.lastPage;
    this.onRecord();
    if (request.latencyMs === null) return;
    const bucket = bucketOf(request.latencyMs);
    entry.latencies.set(bucket, (entry.latencies.get(bucket) ?? 0) + 1);
  }

  /** What was counted since the last call. */
  take(): ServedSite[] {
    const sites = [...this.#entries.values()].map((entry) => ({ ...entry, latencies: [...entry.latencies] }));
    this.#entries.clear();
    return sites;
  }

  #entryOf({ serverId, projectId, siteId }: ServedRequest): Entry {
    const key = `${siteId} ${serverId}`;
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const entry: Entry = {
      serverId,
      projectId,
      siteId,
      responses: { ...noResponses },
      latencies: new Map(),
      lastPage: null,
    };
    this.#entries.set(key, entry);
    return entry;
  }
}
