import { Tabs } from '@mantine/core';
import { useState } from 'react';
import type { Database, Project, Site } from '../../../app/contract';
import { useCommand } from '../../commands/command-handlers';
import { useNavigation } from '../../navigation/navigation';
import type { SitePanel } from '../../navigation/place';
import { useEngine } from '../../store/current';
import { serversOf } from '../../store/selectors';
import { LogView } from '../logs/log-view';
import { LeaveDialog } from './draft/leave-dialog';
import { useSiteDraft } from './draft/use-site-draft';
import { useUndo } from './draft/use-undo';
import { SiteHeader } from './header/site-header';
import { EditPanel } from './panel/edit-panel';
import { Preview } from './preview/preview';
import classes from './site-screen.module.css';
import { WhyPanel } from './why/why-panel';

interface Props {
  readonly project: Project;
  readonly database: Database;
  readonly site: Site;
  readonly sites: readonly Site[];
  readonly panel: SitePanel;
  /** Somebody came here to edit it. */
  readonly isToBeEdited: boolean;
}

/** The server that answered for a site while the project ran. */
const lastServerOf = ({ mode }: Project, { slug }: Site): string =>
  mode === 'single-process' ? 'all' : slug;

const panelOf = (value: string | null): SitePanel =>
  value === 'aliases' || value === 'why' || value === 'log' ? value : 'fields';

/** Header, preview and panel of one site of one database. */
export const SiteDetail = ({ project, database, site, sites, panel, isToBeEdited }: Props) => {
  const go = useNavigation((navigation) => navigation.go);
  const server =
    useEngine((state) => serversOf(state, project.id).find(({ siteIds }) => siteIds.includes(site.id))) ??
    null;
  // What it said last can be read while nothing runs.
  const log = server?.name ?? (project.isRunning ? null : lastServerOf(project, site));
  const draft = useSiteDraft(database, site);
  const undo = useUndo(database);
  const [focus, setFocus] = useState(isToBeEdited ? 1 : 0);
  const show = (next: SitePanel): void =>
    go({ screen: 'site', project: project.id, siteId: site.id, panel: next });
  useCommand('edit-site', () => {
    show('fields');
    setFocus((count) => count + 1);
  });
  useCommand('why-this-site', () => show('why'));
  const edit = { project, site, draft, undo, focus };
  return (
    <div className={classes.detail} data-panel={panel}>
      <SiteHeader project={project} site={site} sites={sites} server={server} panel={panel} />
      <Preview project={project} database={database} site={site} server={server} />
      <aside className={classes.panel} aria-label={`About ${site.name}`}>
        <Tabs
          classNames={{ root: classes.panelTabs ?? '', panel: classes.panelBody ?? '' }}
          value={panel}
          onChange={(value) => show(panelOf(value))}
        >
          <Tabs.List>
            <Tabs.Tab value="fields">Fields</Tabs.Tab>
            <Tabs.Tab value="aliases">
              Aliases
              <span className={classes.tabCount}>{site.aliases.length}</span>
            </Tabs.Tab>
            <Tabs.Tab value="why">Why this site</Tabs.Tab>
            <Tabs.Tab value="log">Log</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="fields">
            <EditPanel part="fields" {...edit} />
          </Tabs.Panel>
          <Tabs.Panel value="aliases">
            <EditPanel part="aliases" {...edit} />
          </Tabs.Panel>
          <Tabs.Panel value="why">
            <div className={classes.scroll}>
              <WhyPanel project={project} database={database} site={site} server={server} />
            </div>
          </Tabs.Panel>
          <Tabs.Panel value="log">
            {log === null ? (
              <p className={classes.noLog}>No server runs for {site.name}, so it says nothing.</p>
            ) : (
              <LogView key={log} projectId={project.id} server={log} />
            )}
          </Tabs.Panel>
        </Tabs>
      </aside>
      <LeaveDialog site={site} draft={draft} />
    </div>
  );
};
