/** The screens of a project, in the order of their tabs. */
export const screens = ['sites', 'databases', 'rewrite', 'logs', 'doctor'] as const;
export type Screen = (typeof screens)[number];

/** The parts of a site's panel. */
export const sitePanels = ['fields', 'aliases', 'why', 'log'] as const;
export type SitePanel = (typeof sitePanels)[number];

/**
 * Where a person is in the window. `project` null: the first one there is, or the first run where there is none. `server` null: the logs of
 * all servers. `job`: the import that is looked at; null: the choice of a dump.
 */
export type Place =
  | { readonly screen: Exclude<Screen, 'logs'>; readonly project: string | null }
  | {
      readonly screen: 'site';
      readonly project: string;
      readonly siteId: number;
      readonly panel: SitePanel;
      /** The cursor is wanted in its first field. Not part of the address: who comes back has edited it already. */
      readonly isToBeEdited?: true;
    }
  | { readonly screen: 'logs'; readonly project: string | null; readonly server: string | null }
  | { readonly screen: 'import'; readonly project: string | null; readonly job: string | null }
  | { readonly screen: 'settings'; readonly project: string | null }
  /** The choice of a further project, or of the first one. */
  | { readonly screen: 'open-project'; readonly project: string | null }
  /** What was recognised of a project. */
  | { readonly screen: 'recognised'; readonly project: string };

export const start: Place = { screen: 'sites', project: null };

const isOneOf = <Value extends string>(values: readonly Value[], value: string | undefined): value is Value =>
  value !== undefined && (values as readonly string[]).includes(value);

/** The fragment of the address that means a place, without `#`. */
export const pathOf = (place: Place): string => {
  const parts: string[] = [place.project ?? '-', place.screen];
  if (place.screen === 'site') parts.push(String(place.siteId), place.panel);
  if (place.screen === 'logs' && place.server !== null) parts.push(place.server);
  if (place.screen === 'import' && place.job !== null) parts.push(place.job);
  return `/${parts.map(encodeURIComponent).join('/')}`;
};

/** The place that a fragment means; whatever means none is the start. */
export const placeOf = (path: string): Place => {
  if (!/^(?:\/[^/]*)+$/.test(path)) return start;
  const [, first = '', screen, third, fourth] = path.split('/').map(decoded);
  const project = first === '-' || first === '' ? null : first;
  if (screen === 'site') {
    if (project === null || !/^-?\d{1,10}$/.test(third ?? '')) return { screen: 'sites', project };
    return { screen, project, siteId: Number(third), panel: isOneOf(sitePanels, fourth) ? fourth : 'fields' };
  }
  if (screen === 'logs') return { screen, project, server: third ?? null };
  if (screen === 'import') return { screen, project, job: third ?? null };
  if (screen === 'settings' || screen === 'open-project') return { screen, project };
  if (screen === 'recognised' && project !== null) return { screen, project };
  return { screen: isOneOf(screens, screen) && screen !== 'logs' ? screen : 'sites', project };
};

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    // A fragment that somebody typed.
    if (error instanceof URIError) return '';
    throw error;
  }
};
