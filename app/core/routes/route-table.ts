/**
 * What the router knows: a value that is replaced as a whole by one message.
 * Keys of `hosts` are lower-case patterns as in `multisite_alias.domain`: `a.b.c`, `a.b.c:8000`, `*.b.c`, `*`.
 */
export interface RouteTable {
  /** Grows with each table; the router confirms it. */
  readonly revision: number;
  readonly hosts: Readonly<Record<string, Route>>;
  /** Where IP addresses and localhost go: the default site of the project. Null: 421. */
  readonly defaultRoute: Route | null;
  /** By the id that `Route.upstream` names. */
  readonly upstreams: Readonly<Record<string, Upstream>>;
}

export type Route =
  | {
      readonly kind: 'site';
      readonly projectId: string;
      readonly siteId: number;
      readonly siteName: string;
      readonly upstream: string;
    }
  /** 301 to the same path on `domain`, which holds no port; the router's own port is kept. */
  | { readonly kind: 'redirect'; readonly domain: string }
  | { readonly kind: 'disabled'; readonly siteName: string };

/** A server as the router sees it. */
export type Upstream =
  | {
      readonly state: 'ready';
      readonly host: string;
      readonly port: number;
      /** The command that takes back a route to a server which the user started; absent: it is one of ours. */
      readonly undo?: string;
    }
  /** Requests are held until a later table says ready, at most `holdMs` from their arrival. */
  | { readonly state: 'starting'; readonly holdMs: number; readonly lastLines: readonly string[] }
  | {
      readonly state: 'failed';
      readonly serverId: string;
      readonly reason: string;
      readonly lastLines: readonly string[];
    }
  | { readonly state: 'stopped'; readonly serverId: string };
