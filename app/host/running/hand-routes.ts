import type { HandRoute } from '../../contract';

/** A site that goes to a server of the user's own. */
export interface KeptRoute extends Omit<HandRoute, 'isInUse'> {
  /** The database that its server was started with; null: not known, hence any. */
  readonly databaseId: string | null;
  /** Whether its server listens, as far as we look. */
  readonly isListening: boolean;
}

/** What a site's own server gives way to, by project: as long as this host lives, whatever becomes of the servers. */
export class HandRoutes {
  readonly #routes = new Map<string, ReadonlyMap<number, KeptRoute>>();

  of(projectId: string): readonly KeptRoute[] {
    return [...(this.#routes.get(projectId)?.values() ?? [])];
  }

  find(projectId: string, siteId: number): KeptRoute | null {
    return this.#routes.get(projectId)?.get(siteId) ?? null;
  }

  put(projectId: string, route: KeptRoute): void {
    this.#routes.set(projectId, new Map(this.#routes.get(projectId)).set(route.siteId, route));
  }

  remove(projectId: string, siteId: number): void {
    const left = new Map(this.#routes.get(projectId));
    left.delete(siteId);
    if (left.size === 0) this.#routes.delete(projectId);
    else this.#routes.set(projectId, left);
  }

  /** For a project that is removed. */
  forget(projectId: string): void {
    this.#routes.delete(projectId);
  }
}

/** Whether a route counts while a project serves this database. A server belongs to one database for life. */
export const countsFor = (route: KeptRoute, databaseId: string | null): boolean =>
  databaseId !== null && route.isListening && (route.databaseId === null || route.databaseId === databaseId);

/** As clients see it. @param servedDatabaseId of the running project; null: it does not run */
export const shownRoute = (
  { siteId, slug, port, by, since, ...rest }: KeptRoute,
  servedDatabaseId: string | null,
): HandRoute => ({
  siteId,
  slug,
  port,
  by,
  since,
  isInUse: countsFor({ siteId, slug, port, by, since, ...rest }, servedDatabaseId),
});
