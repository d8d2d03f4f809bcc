import { useMemo, useRef } from 'react';
import type { Problem, Project, Server } from '../../../app/contract';
import { useActiveDatabase, useEngine } from '../../store/current';
import { databaseProblemsOf, isServingChanging, serversOf, startingSinceOf } from '../../store/selectors';
import { isAddingDemo } from '../first-run/demo';
import { useWidth } from './list/use-width';
import { SiteListView } from './site-list-view';
import { SitesBars } from './sites-bars';
import { NoDatabase, NoSites, SitesUnreadable } from './sites-nothing';
import classes from './sites-screen.module.css';
import { SitesSkeleton } from './sites-skeleton';
import { useKnownSites } from './use-known-sites';

const noServers: readonly Server[] = [];
const noProblems: readonly Problem[] = [];

/** How many tiles stand for sites of which not even the number is known. */
const guessedCount = 8;

/** All sites of the active database at once. */
export const SitesScreen = ({ project }: { readonly project: Project }) => {
  const databaseId = project.activeDatabaseId;
  const { sites, error, readAgain } = useKnownSites(project);
  const database = useActiveDatabase();
  const servers = useEngine((state) => serversOf(state, project.id)) ?? noServers;
  const problems = useEngine((state) => databaseProblemsOf(state, databaseId)) ?? noProblems;
  const isBusy = useEngine((state) => isServingChanging(state, project.id) || isAddingDemo(state)) ?? true;
  const startingSince = useEngine((state) => startingSinceOf(state, project));
  const serving = useMemo(
    () => ({ servers, routes: project.routes, startingSince }),
    [servers, project.routes, startingSince],
  );
  const room = useRef<HTMLDivElement>(null);
  const width = useWidth(room);
  return (
    <div className={classes.screen}>
      {databaseId !== null && (
        <SitesBars
          project={project}
          servers={servers}
          // Where there are no sites that is said in their place.
          problems={sites?.length === 0 ? noProblems : problems}
          isBusy={isBusy}
        />
      )}
      <div ref={room} className={classes.room} />
      {databaseId === null ? (
        <NoDatabase project={project} />
      ) : sites === null && error !== null ? (
        <SitesUnreadable error={error} onAgain={readAgain} />
      ) : sites === null ? (
        <div className={classes.sheet}>
          <SitesSkeleton count={database?.siteCount ?? guessedCount} width={width} />
        </div>
      ) : sites.length === 0 ? (
        <NoSites project={project} database={database} found={problems} />
      ) : (
        <SiteListView
          project={project}
          databaseId={databaseId}
          sites={sites}
          serving={serving}
          width={width}
        />
      )}
    </div>
  );
};
