import type { Server } from '../../contract';
import type { LatencySketch } from '../../core/figures/latency-sketch';
import type { ServedSite } from '../../router/proxy/served-counts';
import { createTreeMeter, type TreeFigures } from '../../servers/metrics/tree-meter';
import type { SupervisedServer } from '../../servers/server';
import { TrafficBook } from './traffic-book';

/** The process that answers for a server now; figures of an earlier one say nothing of it. */
const rootPid = ({ status }: SupervisedServer): number | null =>
  status.state === 'ready' || status.state === 'draining' ? status.pid : null;

/** What is measured of all servers: of their processes by looking, of their answers by the router's reports. */
export class ServerFigures {
  readonly #meter = createTreeMeter(() => performance.now());
  readonly #traffic = new TrafficBook();
  /** Requests that got no answer, by project, since the host started. */
  readonly #unanswered = new Map<string, number>();
  #trees: ReadonlyMap<number, TreeFigures> = new Map();
  #measuring: Promise<void> | null = null;

  /** Takes a report of the router. */
  addServed(sites: readonly ServedSite[]): void {
    this.#traffic.add(sites, performance.now());
    for (const { projectId, responses } of sites)
      if (responses.unanswered > 0)
        this.#unanswered.set(projectId, this.unansweredOf(projectId) + responses.unanswered);
  }

  /** How many requests of a project got no answer since the host started, as far as the router has reported. */
  unansweredOf(projectId: string): number {
    return this.#unanswered.get(projectId) ?? 0;
  }

  /** Looks at the processes of these servers, and forgets every other server. Asked while it looks, it gives that look. */
  measure(servers: readonly SupervisedServer[]): Promise<void> {
    this.#measuring ??= this.#measure(servers).finally(() => {
      this.#measuring = null;
    });
    return this.#measuring;
  }

  /** As last measured; null where nothing was. */
  of(server: SupervisedServer): Pick<Server, 'memoryBytes' | 'cpuShare' | 'traffic'> {
    const pid = rootPid(server);
    const tree = pid === null ? undefined : this.#trees.get(pid);
    return {
      memoryBytes: tree?.memoryBytes ?? null,
      cpuShare: tree?.cpuShare ?? null,
      traffic: this.#traffic.of(server.spec.id, performance.now()),
    };
  }

  /** Latencies of several servers together. */
  latenciesOf(servers: readonly SupervisedServer[]): LatencySketch {
    return this.#traffic.sketchOf(servers.map(({ spec }) => spec.id));
  }

  async #measure(servers: readonly SupervisedServer[]): Promise<void> {
    this.#traffic.keepOnly(new Set(servers.map(({ spec }) => spec.id)));
    const pids = servers.map(rootPid).filter((pid) => pid !== null);
    this.#trees = await this.#meter.measure(pids);
  }
}
