import { useRef } from 'react';
import type { Project } from '../../../app/contract';
import { useActiveDatabase, useEngine } from '../../store/current';
import { isServingChanging, serversOf } from '../../store/selectors';
import { useWidth } from './list/use-width';
import { SiteListView } from './site-list-view';
import { SitesBars } from './sites-bars';
import { NoDatabase, NoSites, SitesUnreadable } from './sites-nothing';
import classes from './sites-screen.module.css';
import { SitesSkeleton } from './sites-skeleton';
import { useKnownSites } from './use-known-sites';

/** How many tiles stand for sites of which not even the number is known. */
const guessedCount = 8;

/** All sites of the active database at once. */
export const SitesScreen = ({ project }: { readonly project: Project }) => {
  const { sites, error, readAgain } = useKnownSites(project);
  const database = useActiveDatabase();
  const servers = useEngine((state) => serversOf(state, project.id)) ?? [];
  const isBusy = useEngine((state) => isServingChanging(state, project.id)) ?? true;
  const room = useRef<HTMLDivElement>(null);
  const width = useWidth(room);
  const databaseId = project.activeDatabaseId;
  return (
    <div className={classes.screen}>
      {databaseId !== null && <SitesBars project={project} servers={servers} isBusy={isBusy} />}
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
        <NoSites project={project} database={database} />
      ) : (
        <SiteListView
          project={project}
          databaseId={databaseId}
          sites={sites}
          servers={servers}
          width={width}
        />
      )}
    </div>
  );
};
