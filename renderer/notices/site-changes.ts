import type { Project, State } from '../../app/contract';
import { entriesOf } from '../screens/sites/site-entries';
import { serversOf, sitesOf } from '../store/selectors';

/** Names of sites that became ready, and of those whose server was given up. */
export interface SiteChanges {
  readonly ready: readonly string[];
  readonly failed: readonly string[];
}

export const noSiteChanges: SiteChanges = { ready: [], failed: [] };

type Kinds = ReadonlyMap<number, { readonly name: string; readonly kind: string }>;

const kindsOf = (state: State, project: Project): Kinds => {
  const sites = sitesOf(state, project.activeDatabaseId) ?? [];
  const serving = { servers: serversOf(state, project.id), routes: project.routes, startingSince: null };
  return new Map(
    entriesOf(sites, serving).map(({ site, status }) => [site.id, { name: site.name, kind: status.kind }]),
  );
};

/** A site that was not known before is no news: then the whole list is new. */
const became = (before: Kinds, now: Kinds, wanted: string): string[] =>
  [...now].flatMap(([id, { name, kind }]) => {
    const was = before.get(id)?.kind;
    return kind === wanted && was !== undefined && was !== wanted ? [name] : [];
  });

/** What became of sites between two states that follow each other. */
export const siteChanges = (before: State, now: State): SiteChanges => {
  if (before.servers === now.servers && before.sites === now.sites && before.projects === now.projects)
    return noSiteChanges;
  const changes = now.projects.map((project) => {
    const old = before.projects.find(({ id }) => id === project.id);
    const kinds = kindsOf(now, project);
    // Other servers answer for the sites of another database: what a switch comes to is told by its job.
    if (old?.activeDatabaseId !== project.activeDatabaseId) return noSiteChanges;
    const known = kindsOf(before, old);
    return { ready: became(known, kinds, 'ready'), failed: became(known, kinds, 'failed') };
  });
  return {
    ready: changes.flatMap(({ ready }) => ready),
    failed: changes.flatMap(({ failed }) => failed),
  };
};

const without = (names: readonly string[], gone: readonly string[]): string[] =>
  names.filter((name) => !gone.includes(name));

/** Changes that came one after the other, as one: what became of a site last is what counts. */
export const gathered = (first: SiteChanges, then: SiteChanges): SiteChanges => ({
  ready: [...new Set([...without(first.ready, then.failed), ...then.ready])],
  failed: [...new Set([...without(first.failed, then.ready), ...then.failed])],
});

/** So many names are listened to; more are counted. */
const mostNames = 3;

const textOf = (names: readonly string[], state: string, areNamed: boolean): string | null => {
  if (names.length === 0) return null;
  if (names.length === 1) return `${names[0]} ${state}`;
  return areNamed && names.length <= mostNames
    ? `${names.join(', ')} ${state}`
    : `${names.length} sites ${state}`;
};

/** What is said in its turn, and at once, which is for failures only; null for nothing. */
export const siteTexts = ({ ready, failed }: SiteChanges) => ({
  polite: textOf(ready, 'ready', false),
  alert: textOf(failed, 'failed', true),
});
