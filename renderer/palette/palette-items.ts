import type { Command, CommandId, Database, Project } from '../../app/contract';
import type { SitePanel } from '../navigation/place';
import { placeOfMatch } from '../text/match';

/** What a line of the palette does. */
export type PaletteAction =
  | { readonly kind: 'command'; readonly id: CommandId }
  | { readonly kind: 'site'; readonly siteId: number; readonly panel: SitePanel }
  | { readonly kind: 'open-site'; readonly siteId: number }
  | { readonly kind: 'restart-site'; readonly siteId: number }
  | { readonly kind: 'switch'; readonly databaseId: string }
  | { readonly kind: 'project'; readonly projectId: string }
  | { readonly kind: 'setting'; readonly key: string }
  | { readonly kind: 'search-logs'; readonly term: string };

/** One line of the palette. */
export interface PaletteItem {
  readonly id: string;
  readonly title: string;
  /** Beside the title, fainter; blank for nothing. */
  readonly detail: string;
  /** Whose keys stand at its end; null for none. */
  readonly command: CommandId | null;
  /** Shown in the type of what one types. */
  readonly isDetailTyped: boolean;
  /** It takes something away, so that the first ↵ only asks. */
  readonly isDestructive: boolean;
  readonly action: PaletteAction;
}

export interface PaletteSection {
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

/** A site as the palette needs it. */
export interface PaletteSite {
  readonly id: number;
  readonly name: string;
  readonly slug: string;
  readonly domain: string;
  readonly realDomain: string;
  readonly hasAddress: boolean;
  readonly hasServer: boolean;
}

/** Everything that can be found or done now. */
export interface PaletteWorld {
  readonly project: Project | null;
  readonly projects: readonly Project[];
  readonly sites: readonly PaletteSite[];
  /** Those that can be switched to, each with what a switch takes and the command that has its number. */
  readonly databases: readonly {
    readonly database: Database;
    readonly cost: string;
    readonly command: CommandId | null;
  }[];
  /** Those that can be given now, under their present names. */
  readonly commands: readonly Pick<Command, 'id' | 'title'>[];
  readonly settings: readonly { readonly key: string; readonly title: string; readonly now: string }[];
  /** Last given first. */
  readonly recent: readonly CommandId[];
}

/** Signs that ask for one kind only, as the foot of the palette tells. */
const signs = { '>': 'commands', '@': 'sites', '#': 'databases' } as const;
type Wanted = (typeof signs)[keyof typeof signs] | 'all';

/** What is searched, and among what. */
export const queryOf = (typed: string): { readonly wanted: Wanted; readonly term: string } => {
  const sign = typed.trimStart()[0] ?? '';
  if (sign in signs)
    return { wanted: signs[sign as keyof typeof signs], term: typed.trimStart().slice(1).trim() };
  return { wanted: 'all', term: typed.trim() };
};

/** How well a text fits what is searched: 0 where it begins with it, 1 where a word does, 2 elsewhere; null: not at all. */
const fitOf = (text: string, term: string): number | null => {
  const at = placeOfMatch(text, term);
  if (at === -1) return null;
  if (at === 0) return 0;
  return /[\s.\-_/]/.test(text[at - 1] ?? '') ? 1 : 2;
};

const bestFit = (texts: readonly string[], term: string): number | null =>
  texts.reduce<number | null>((best, text) => {
    const fit = fitOf(text, term);
    return fit === null || (best !== null && best <= fit) ? best : fit;
  }, null);

/** Things that fit, the best ones first and otherwise in their order. */
const fitting = <Thing>(
  things: readonly Thing[],
  textsOf: (thing: Thing) => readonly string[],
  term: string,
  limit: number,
): readonly Thing[] =>
  things
    .flatMap((thing) => {
      const fit = bestFit(textsOf(thing), term);
      return fit === null ? [] : [{ thing, fit }];
    })
    .sort((one, other) => one.fit - other.fit)
    .slice(0, limit)
    .map(({ thing }) => thing);

const limits = { sites: 6, databases: 5, commands: 40, found: 8, recent: 5 } as const;

/** Commands that take something away; the palette asks before it gives one. */
const destructive: ReadonlySet<CommandId> = new Set(['undo-plan']);

const item = (
  id: string,
  title: string,
  action: PaletteAction,
  more: Partial<Omit<PaletteItem, 'id' | 'title' | 'action'>> = {},
): PaletteItem => ({
  id,
  title,
  detail: '',
  command: null,
  isDetailTyped: false,
  isDestructive: false,
  action,
  ...more,
});

const siteItem = ({ id, name, domain }: PaletteSite): PaletteItem =>
  item(
    `site-${id}`,
    name,
    { kind: 'site', siteId: id, panel: 'fields' },
    { detail: domain, isDetailTyped: true },
  );

const commandItem = ({ id, title }: Pick<Command, 'id' | 'title'>): PaletteItem =>
  item(`command-${id}`, title, { kind: 'command', id }, { command: id, isDestructive: destructive.has(id) });

/** Sites of a database that is not the active one are not known here, so that its name and file are searched. */
const databaseItem = ({ database, cost, command }: PaletteWorld['databases'][number]): PaletteItem =>
  item(
    `database-${database.id}`,
    `Switch to ${database.label}`,
    { kind: 'switch', databaseId: database.id },
    { detail: [database.isWarm ? 'warm' : '', cost].filter((part) => part !== '').join(', '), command },
  );

/** What can be done with a site, for the line that is chosen. */
export const withSite = (site: PaletteSite): PaletteSection => ({
  title: `With ${site.name}`,
  items: [
    ...(site.hasAddress
      ? [
          item(
            `open-${site.id}`,
            'Open in browser',
            { kind: 'open-site', siteId: site.id },
            { command: 'open-in-browser' },
          ),
        ]
      : []),
    ...(site.hasServer
      ? [
          item(
            `restart-${site.id}`,
            'Restart server',
            { kind: 'restart-site', siteId: site.id },
            { command: 'restart-server' },
          ),
        ]
      : []),
    item(
      `why-${site.id}`,
      'Why this site',
      { kind: 'site', siteId: site.id, panel: 'why' },
      { command: 'why-this-site' },
    ),
    item(
      `edit-${site.id}`,
      'Edit fields',
      { kind: 'site', siteId: site.id, panel: 'fields' },
      { command: 'edit-site' },
    ),
    item(`log-${site.id}`, 'Log', { kind: 'site', siteId: site.id, panel: 'log' }),
  ],
});

/** The site that a line is about, by its id; null for none. */
export const siteIdOf = (itemId: string): number | null => {
  const [, id] = /^(?:site|open|restart|why|edit|log)-(-?\d+)$/.exec(itemId) ?? [];
  return id === undefined ? null : Number(id);
};

const numbered = /^database-\d$/;

const allCommands = (world: PaletteWorld) =>
  // The palette lists databases by name, and is open already.
  world.commands.filter(({ id }) => !numbered.test(id) && id !== 'palette');

const untyped = (world: PaletteWorld): readonly PaletteSection[] => {
  const available = allCommands(world);
  const recent = world.recent
    .flatMap((id) => available.filter((command) => command.id === id))
    .slice(0, limits.recent);
  return [
    { title: 'Recent', items: recent.map(commandItem) },
    {
      title: 'Commands',
      items: available.filter((command) => !recent.includes(command)).map(commandItem),
    },
  ];
};

const searched = (world: PaletteWorld, wanted: Wanted, term: string): readonly PaletteSection[] => {
  const limitOf = (few: number): number => (wanted === 'all' ? few : limits.commands);
  const sites = fitting(
    world.sites,
    ({ name, slug, domain, realDomain }) => [name, slug, domain, realDomain],
    term,
    limitOf(limits.sites),
  );
  const databases = fitting(
    world.databases,
    ({ database }) => [database.label, database.name, `Switch to ${database.label}`],
    term,
    limitOf(limits.databases),
  );
  const commands = fitting(allCommands(world), ({ title }) => [title], term, limitOf(limits.found));
  const projects = fitting(world.projects, ({ name, folder }) => [name, folder], term, limits.databases);
  const settings = fitting(world.settings, ({ title }) => [title], term, limits.databases);
  const isWanted = (kind: Wanted): boolean => wanted === 'all' || wanted === kind;
  return [
    { title: 'Sites', items: isWanted('sites') ? sites.map(siteItem) : [] },
    { title: 'Databases', items: isWanted('databases') ? databases.map(databaseItem) : [] },
    { title: 'Commands', items: isWanted('commands') ? commands.map(commandItem) : [] },
    {
      title: 'Projects',
      items:
        wanted === 'all'
          ? projects
              .filter(({ id }) => id !== world.project?.id)
              .map(({ id, name, folder }) =>
                item(
                  `project-${id}`,
                  `Open ${name}`,
                  { kind: 'project', projectId: id },
                  { detail: folder, isDetailTyped: true },
                ),
              )
          : [],
    },
    {
      title: 'Settings',
      items:
        wanted === 'all'
          ? settings.map(({ key, title, now }) =>
              item(`setting-${key}`, title, { kind: 'setting', key }, { detail: now }),
            )
          : [],
    },
  ];
};

/**
 * What the palette lists for what was typed, sections without a line left out.
 *
 * @param typed blank: the recent commands, then the others
 */
export const paletteSections = (world: PaletteWorld, typed: string): readonly PaletteSection[] => {
  const { wanted, term } = queryOf(typed);
  const sections = term === '' && wanted === 'all' ? untyped(world) : searched(world, wanted, term);
  return sections.filter(({ items }) => items.length > 0);
};

/** The way on that there always is: the logs of the project are searched for it. */
export const logsItem = (term: string): PaletteItem =>
  item('search-logs', `Search the logs for “${term}”`, { kind: 'search-logs', term });

/** The commands that were given last, this one first. */
export const withRecent = (recent: readonly CommandId[], id: CommandId): readonly CommandId[] =>
  [id, ...recent.filter((other) => other !== id)].slice(0, limits.recent);
