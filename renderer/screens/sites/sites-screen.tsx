import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Project } from '../../../app/contract';
import { useCommand } from '../../commands/command-handlers';
import { KeyHint } from '../../frame/key-hint';
import { TabTools } from '../../frame/tab-tools';
import { Mark } from '../../marks/mark';
import { useNavigation } from '../../navigation/navigation';
import { useEngine } from '../../store/current';
import { serversOf, sitesOf } from '../../store/selectors';
import { siteStatus } from './site-status';

export const SitesScreen = ({ project }: { readonly project: Project }) => {
  const go = useNavigation((navigation) => navigation.go);
  const sites = useEngine((state) => sitesOf(state, project.activeDatabaseId)) ?? [];
  const servers = useEngine((state) => serversOf(state, project.id)) ?? [];
  const [search, setSearch] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useCommand('search', () => field.current?.focus());
  const found = sites.filter((site) =>
    `${site.name} ${site.domain}`.toLowerCase().includes(search.toLowerCase()),
  );
  return (
    <>
      <TabTools>
        <TextInput
          ref={field}
          aria-label="Search sites"
          placeholder="Search sites"
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          rightSection={<KeyHint command="search" />}
        />
      </TabTools>
      <ul aria-label="Sites">
        {found.map((site) => (
          <li key={site.id}>
            <Mark kind={siteStatus(site, servers).mark} /> {siteStatus(site, servers).text}{' '}
            <button
              type="button"
              onClick={() => go({ screen: 'site', project: project.id, siteId: site.id, panel: 'fields' })}
            >
              {site.name}
            </button>{' '}
            <span className="mono">{site.domain}</span>
          </li>
        ))}
      </ul>
    </>
  );
};
