import { useMemo } from 'react';
import { commands, type State } from '../../app/contract';
import { useCommandHandlers } from '../commands/command-handlers';
import { useNavigation } from '../navigation/navigation';
import { settingLines } from '../screens/settings/setting-texts';
import { databasesOf, projectOf, serversOf, sitesOf } from '../store/selectors';
import { useStore } from '../store/store';
import { switchCostOf } from '../switcher/switch-cost';
import { costText } from '../switcher/switch-text';
import { numberedCommands } from '../switcher/switcher-commands';
import { reasonAgainst } from '../switcher/switcher-rows';
import type { PaletteWorld } from './palette-items';
import { usePalette } from './palette-store';

const databasesIn = (state: State, project: PaletteWorld['project']): PaletteWorld['databases'] =>
  project === null
    ? []
    : databasesOf(state, project.id).flatMap((database, place) =>
        database.id === project.activeDatabaseId || reasonAgainst(database) !== null
          ? []
          : [
              {
                database,
                cost: costText(switchCostOf(state, project, database)),
                command: numberedCommands[place] ?? null,
              },
            ],
      );

const sitesIn = (state: State, project: PaletteWorld['project']): PaletteWorld['sites'] => {
  if (project === null) return [];
  const served = new Set(serversOf(state, project.id).flatMap(({ siteIds }) => siteIds));
  return (sitesOf(state, project.activeDatabaseId) ?? []).map((site) => ({
    id: site.id,
    name: site.name,
    slug: site.slug,
    domain: site.domain,
    realDomain: site.realDomain,
    hasAddress: site.url !== null && site.isEnabled,
    hasServer: served.has(site.id),
  }));
};

/** What can be found or done now. Read while the palette is open only. */
export const usePaletteWorld = (): PaletteWorld => {
  const state = useStore((store) => store.state);
  const place = useNavigation((navigation) => navigation.place);
  const byId = useCommandHandlers((handlers) => handlers.byId);
  const recent = usePalette((palette) => palette.recent);
  return useMemo(() => {
    const project = state === null ? null : projectOf(state, place.project);
    return {
      project,
      projects: state?.projects ?? [],
      sites: state === null ? [] : sitesIn(state, project),
      databases: state === null ? [] : databasesIn(state, project),
      commands: commands.flatMap(({ id, title }) => {
        const [first] = byId.get(id) ?? [];
        return first === undefined ? [] : [{ id, title: first.title ?? title }];
      }),
      settings: state === null ? [] : settingLines(state.settings),
      recent,
    };
  }, [state, place, byId, recent]);
};
