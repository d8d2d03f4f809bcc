import { ActionIcon, Menu, SegmentedControl, TextInput, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconFilter, IconLayoutGrid, IconList, IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { useCommand } from '../../commands/command-handlers';
import { KeyHint, keysOf } from '../../frame/key-hint';
import { TabTools } from '../../frame/tab-tools';
import { countOf, type SiteEntry, type SiteFilter, siteFilters } from './site-entries';
import classes from './site-tools.module.css';
import type { SitesLayout } from './sites-layout';

const filterNames: Readonly<Record<SiteFilter, string>> = {
  all: 'All',
  ready: 'Ready',
  problems: 'Problems',
};

interface Props {
  readonly entries: readonly SiteEntry[];
  readonly foundCount: number;
  readonly search: string;
  readonly filter: SiteFilter;
  readonly layout: SitesLayout;
  onSearch(search: string): void;
  onFilter(filter: SiteFilter): void;
  onLayout(layout: SitesLayout): void;
  /** Enter or an arrow in the search field: on to what was found. */
  onLeave(how: 'open-first' | 'to-list'): void;
}

const isFilter = (value: string): value is SiteFilter => (siteFilters as readonly string[]).includes(value);

const icon = { size: 16, stroke: 1.5 } as const;

/** In a narrow window the filter is in the menu of the search field. */
const FilterMenu = ({ entries, filter, onFilter }: Pick<Props, 'entries' | 'filter' | 'onFilter'>) => (
  <Menu position="bottom-start" width={180}>
    <Menu.Target>
      <ActionIcon
        size="xs"
        aria-label={`Show: ${filterNames[filter]}`}
        data-on={filter !== 'all' || undefined}
        className={classes.filter}
      >
        {filter === 'all' ? <IconSearch {...icon} /> : <IconFilter {...icon} />}
      </ActionIcon>
    </Menu.Target>
    <Menu.Dropdown>
      <Menu.RadioGroup value={filter} onChange={(value) => isFilter(value) && onFilter(value)}>
        {siteFilters.map((one) => (
          <Menu.RadioItem key={one} value={one}>
            {filterNames[one]} {countOf(entries, one)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </Menu.Dropdown>
  </Menu>
);

/** State, search and layout of the sites, at the right of the tabs. */
export const SiteTools = (props: Props) => {
  const { entries, search, filter, layout, onSearch, onFilter, onLayout, onLeave } = props;
  const field = useRef<HTMLInputElement>(null);
  const isNarrow = useMediaQuery('(width < 1200px)', false, { getInitialValueInEffect: false });
  useCommand('search', () => field.current?.select());
  useCommand('sheet-or-table', () => onLayout(layout === 'sheet' ? 'table' : 'sheet'));
  return (
    <TabTools>
      {!isNarrow && (
        <SegmentedControl
          aria-label="Sites by state"
          withItemsBorders={false}
          classNames={{ label: classes.segment ?? '' }}
          value={filter}
          onChange={(value) => isFilter(value) && onFilter(value)}
          data={siteFilters.map((one) => ({
            value: one,
            label: `${filterNames[one]} ${countOf(entries, one)}`,
          }))}
        />
      )}
      <TextInput
        ref={field}
        className={classes.search}
        aria-label="Search sites"
        placeholder="Search sites"
        value={search}
        leftSection={
          isNarrow ? (
            <FilterMenu entries={entries} filter={filter} onFilter={onFilter} />
          ) : (
            <IconSearch {...icon} />
          )
        }
        rightSection={
          search === '' ? (
            <KeyHint command="search" />
          ) : (
            <span className={classes.found}>
              {props.foundCount} of {entries.length}
            </span>
          )
        }
        rightSectionWidth={search === '' ? 30 : 70}
        onChange={({ currentTarget }) => onSearch(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onLeave('open-first');
          else if (event.key === 'ArrowDown') onLeave('to-list');
          else if (event.key === 'Escape' && search !== '') onSearch('');
          else if (event.key === 'Escape') onLeave('to-list');
          else return;
          event.preventDefault();
        }}
      />
      <SegmentedControl
        aria-label="Layout"
        withItemsBorders={false}
        value={layout}
        onChange={(value) => onLayout(value === 'table' ? 'table' : 'sheet')}
        data={[
          {
            value: 'sheet',
            label: (
              <Tooltip label={`Contact sheet (${keysOf('sheet-or-table')})`}>
                <span className={classes.layout}>
                  <IconLayoutGrid {...icon} aria-label="Contact sheet" />
                </span>
              </Tooltip>
            ),
          },
          {
            value: 'table',
            label: (
              <Tooltip label={`Table (${keysOf('sheet-or-table')})`}>
                <span className={classes.layout}>
                  <IconList {...icon} aria-label="Table" />
                </span>
              </Tooltip>
            ),
          },
        ]}
      />
    </TabTools>
  );
};
