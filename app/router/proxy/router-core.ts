import type { RouteTable } from '../../core/routes/route-table';
import type { RouterLimits } from '../limits';
import type { Framer } from './framers';
import { InFlight } from './in-flight';
import { RestartNonces } from './restart-nonces';
import { ServedCounts } from './served-counts';
import { ServerPool } from './server-pool';
import { Tables } from './tables';

interface CoreInput {
  readonly limits: RouterLimits;
  readonly routerPort: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** At least 128 random bits, in characters that need no escaping in a URL. */
  readonly newNonce: () => string;
  readonly onRestartAsked: (serverId: string) => void;
  /** Something was served, or a connection lies idle from now on. */
  readonly onUse: () => void;
}

/** What all connections of one router share. */
export class RouterCore {
  readonly limits: RouterLimits;
  readonly routerPort: number;
  readonly now: () => number;
  readonly onRestartAsked: (serverId: string) => void;
  readonly tables = new Tables();
  readonly inFlight = new InFlight();
  readonly served: ServedCounts;
  readonly nonces: RestartNonces;
  readonly pool: ServerPool;
  framers: readonly Framer[] = [];

  constructor(input: CoreInput) {
    this.limits = input.limits;
    this.routerPort = input.routerPort;
    this.now = input.now;
    this.onRestartAsked = input.onRestartAsked;
    this.nonces = new RestartNonces(input.newNonce);
    this.served = new ServedCounts(input.onUse);
    this.pool = new ServerPool(input.limits, input.now, input.onUse);
  }

  get table(): RouteTable {
    return this.tables.current;
  }

  /** From here on every new request is decided by this table; those under way go on to their end. */
  setTable(table: RouteTable): void {
    const ports = new Set<number>();
    for (const upstream of Object.values(table.upstreams))
      if (upstream.state === 'ready') ports.add(upstream.port);
    this.pool.forgetAllBut(ports);
    this.tables.replace(table);
  }

  /** @returns how many requests the servers on these ports still have, after their end or the time-out */
  async drained(ports: readonly number[], timeoutMs: number): Promise<number> {
    const left = await this.inFlight.drained(ports, timeoutMs);
    this.pool.closeIdle(ports);
    return left;
  }
}
