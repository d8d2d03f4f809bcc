import { Tabs } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Database, Project, Site } from '../../../app/contract';
import { useCommand } from '../../commands/command-handlers';
import { useNavigation } from '../../navigation/navigation';
import type { SitePanel } from '../../navigation/place';
import { useEngine } from '../../store/current';
import { serversOf } from '../../store/selectors';
import { LeaveDialog } from './draft/leave-dialog';
import { useSiteDraft } from './draft/use-site-draft';
import { SiteHeader } from './header/site-header';
import { FieldsPanel } from './panel/fields-panel';
import { SaveBar } from './panel/save-bar';
import { Preview } from './preview/preview';
import classes from './site-screen.module.css';

interface Props {
  readonly project: Project;
  readonly database: Database;
  readonly site: Site;
  readonly sites: readonly Site[];
  readonly panel: SitePanel;
}

export const SiteDetail = ({ project, database, site, sites, panel }: Props) => {
  const go = useNavigation((navigation) => navigation.go);
  const server = useEngine((state) =>
    serversOf(state, project.id).find(({ siteIds }) => siteIds.includes(site.id)),
  );
  const draft = useSiteDraft(project, database, site);
  const show = (next: SitePanel): void =>
    go({ screen: 'site', project: project.id, siteId: site.id, panel: next });
  const [focusField, setFocusField] = useState(0);
  useCommand('edit-site', () => {
    show('fields');
    setFocusField((count) => count + 1);
  });
  useEffect(() => {
    if (focusField > 0) document.getElementById('site-slug')?.focus();
  }, [focusField]);
  return (
    <div className={classes.detail} data-panel={panel}>
      <SiteHeader project={project} site={site} sites={sites} server={server ?? null} panel={panel} />
      <Preview project={project} database={database} site={site} server={server ?? null} />
      <aside className={classes.panel} aria-label={`About ${site.name}`}>
        <Tabs
          className={classes.panelTabs ?? ''}
          value={panel}
          onChange={(value) =>
            show(value === 'aliases' || value === 'why' || value === 'log' ? value : 'fields')
          }
        >
          <Tabs.List>
            <Tabs.Tab value="fields">Fields</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="fields" className={classes.panelBody ?? ''}>
            <FieldsPanel site={site} draft={draft} />
            <SaveBar site={site} draft={draft} database={database} project={project} />
          </Tabs.Panel>
        </Tabs>
      </aside>
      <LeaveDialog site={site} draft={draft} />
    </div>
  );
};
