import {
  noResponses,
  noTraffic,
  type PageSeen,
  type ResponseCounts,
  type ServerTraffic,
  type Traffic,
} from '../../contract';
import { type LatencySketch, mergeSketches, quantileMs } from '../../core/figures/latency-sketch';
import type { ServedSite } from '../../router/proxy/served-counts';

/** Latencies are those of this much time in which there were requests. */
const sliceMs = 30_000;
const keptSlices = 10;

/** The last hour is told by its parts. */
const partMs = 120_000;
const hourParts = 30;

/** The rate is that of so many seconds. */
const rateSeconds = 10;

interface Slice {
  readonly number: number;
  sketch: LatencySketch;
}

/** The median of a part of the last hour that is over. */
interface Part {
  readonly number: number;
  readonly p50Ms: number;
}

/** One site of one server. */
interface SiteEntry {
  responses: ResponseCounts;
  /** Oldest first, at most `keptSlices`. Old ones go when new ones come, so what was measured last stays in sight. */
  slices: Slice[];
  /** Oldest first, at most `hourParts`. */
  hour: Part[];
  /** The part that is not over. */
  part: Slice;
  lastPage: PageSeen | null;
}

interface ServerEntry {
  readonly sites: Map<number, SiteEntry>;
  /** Requests by second, the seconds of the rate only. */
  readonly bySecond: Map<number, number>;
}

const added = (one: ResponseCounts, other: ResponseCounts): ResponseCounts => ({
  informational: one.informational + other.informational,
  success: one.success + other.success,
  redirection: one.redirection + other.redirection,
  clientError: one.clientError + other.clientError,
  serverError: one.serverError + other.serverError,
  unanswered: one.unanswered + other.unanswered,
});

const requestsOf = (responses: ResponseCounts): number =>
  Object.values(responses).reduce((sum, count) => sum + count, 0);

const trafficOf = (responses: ResponseCounts, sketch: LatencySketch): Traffic => ({
  requests: requestsOf(responses),
  responses,
  p50Ms: quantileMs(sketch, 0.5),
  p95Ms: quantileMs(sketch, 0.95),
});

/** What is over becomes one number: a sketch for each part of each site would be many times as large. */
const hourAt = ({ hour, part }: SiteEntry, number: number): Part[] => {
  const p50Ms = quantileMs(part.sketch, 0.5);
  const parts = p50Ms === null ? hour : [...hour, { number: part.number, p50Ms }];
  return parts.filter((old) => old.number > number - hourParts);
};

const sketchOf = ({ slices }: SiteEntry): LatencySketch => mergeSketches(slices.map(({ sketch }) => sketch));

/**
 * What servers answered, as the router reports it. Its size is bounded by the number of sites, not by that of the requests. Times are
 * given to it in ms of any one clock.
 */
export class TrafficBook {
  readonly #servers = new Map<string, ServerEntry>();

  /** Adds a report of the router. */
  add(reports: readonly ServedSite[], nowMs: number): void {
    for (const report of reports) {
      const server = this.#serverOf(report.serverId);
      this.#addRate(server, requestsOf(report.responses), Math.floor(nowMs / 1000));
      const site = server.sites.get(report.siteId) ?? {
        responses: noResponses,
        slices: [],
        hour: [],
        part: { number: Math.floor(nowMs / partMs), sketch: new Map() },
        lastPage: null,
      };
      server.sites.set(report.siteId, site);
      site.responses = added(site.responses, report.responses);
      site.lastPage = report.lastPage ?? site.lastPage;
      const number = Math.floor(nowMs / sliceMs);
      let slice = site.slices.at(-1);
      if (slice?.number !== number) {
        slice = { number, sketch: new Map() };
        site.slices = [...site.slices.filter((old) => old.number > number - keptSlices), slice];
      }
      slice.sketch = mergeSketches([slice.sketch, report.latencies]);
      const part = Math.floor(nowMs / partMs);
      if (site.part.number !== part) {
        site.hour = hourAt(site, part);
        site.part = { number: part, sketch: new Map() };
      }
      site.part.sketch = mergeSketches([site.part.sketch, report.latencies]);
    }
  }

  /** What a server answered since it was made. */
  of(serverId: string, nowMs: number): ServerTraffic {
    const server = this.#servers.get(serverId);
    if (server === undefined) return noTraffic;
    const sites = [...server.sites].sort(([one], [other]) => one - other);
    const responses = sites.reduce((sum, [, site]) => added(sum, site.responses), noResponses);
    const since = Math.floor(nowMs / 1000) - rateSeconds;
    const recent = [...server.bySecond].filter(([second]) => second > since);
    return {
      ...trafficOf(responses, mergeSketches(sites.map(([, site]) => sketchOf(site)))),
      requestsPerSecond: recent.reduce((sum, [, count]) => sum + count, 0) / rateSeconds,
      sites: sites.map(([siteId, site]) => ({
        siteId,
        ...trafficOf(site.responses, sketchOf(site)),
        p50Trend: site.slices.flatMap(({ sketch }) => quantileMs(sketch, 0.5) ?? []),
        p50Hour: hourAt(site, Math.floor(nowMs / partMs)).map(({ p50Ms }) => p50Ms),
        lastPage: site.lastPage,
      })),
    };
  }

  /** Latencies of several servers together. */
  sketchOf(serverIds: readonly string[]): LatencySketch {
    const sites = serverIds.flatMap((id) => [...(this.#servers.get(id)?.sites.values() ?? [])]);
    return mergeSketches(sites.map(sketchOf));
  }

  /** Forgets every server but these. */
  keepOnly(serverIds: ReadonlySet<string>): void {
    for (const id of this.#servers.keys()) if (!serverIds.has(id)) this.#servers.delete(id);
  }

  #serverOf(serverId: string): ServerEntry {
    const known = this.#servers.get(serverId);
    if (known !== undefined) return known;
    const server: ServerEntry = { sites: new Map(), bySecond: new Map() };
    this.#servers.set(serverId, server);
    return server;
  }

  #addRate({ bySecond }: ServerEntry, requests: number, second: number): void {
    bySecond.set(second, (bySecond.get(second) ?? 0) + requests);
    for (const old of bySecond.keys()) if (old <= second - rateSeconds) bySecond.delete(old);
  }
}
