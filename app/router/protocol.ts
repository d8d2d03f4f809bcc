import type { RouteTable } from '../core/routes/route-table';
import type { RouterLimits } from './limits';
import type { Framer } from './proxy/framers';
import type { ServedSite } from './proxy/served-counts';

/** What the worker is started with (its `workerData`). Both ends are one build, so nothing is parsed here. */
export interface RouterWorkerData {
  /** 0: any free port, the same on all hosts. */
  readonly port: number;
  readonly hosts: readonly string[];
  readonly limits: RouterLimits;
}

/** To the worker. `id` comes back in the answer. */
export type RouterCommand =
  | { readonly type: 'set-table'; readonly id: number; readonly table: RouteTable }
  | { readonly type: 'set-framers'; readonly id: number; readonly framers: readonly Framer[] }
  | {
      readonly type: 'drain';
      readonly id: number;
      readonly ports: readonly number[];
      readonly timeoutMs: number;
    }
  /** Tells at once what was served since the last report. */
  | { readonly type: 'report'; readonly id: number }
  | { readonly type: 'close'; readonly id: number };

/** From the worker. */
export type RouterMessage =
  | { readonly type: 'listening'; readonly port: number; readonly hosts: readonly string[] }
  /** `errno` as Node names it, e.g. EADDRINUSE. */
  | {
      readonly type: 'listen-failed';
      readonly host: string;
      readonly errno: string;
      readonly message: string;
    }
  /** `inFlight`: what a drain has left; 0 for other commands. */
  | { readonly type: 'done'; readonly id: number; readonly inFlight: number }
  | { readonly type: 'accept-failed'; readonly message: string }
  | { readonly type: 'restart-asked'; readonly serverId: string }
  | { readonly type: 'served'; readonly sites: readonly ServedSite[] };
