import { useCallback, useEffect, useRef, useState } from 'react';
import type { Project, Site } from '../../../app/contract';
import { focusScreen, isScreenFocused } from '../../frame/focus';
import type { ListProps } from './list/list-props';
import { focusItem, useListKeys } from './list/use-list-keys';
import { PlanDialog } from './plan-dialog';
import { SelectionBar } from './selection-bar';
import { columnsIn } from './sheet/sheet-columns';
import { SiteSheet } from './sheet/site-sheet';
import type { ServingAll } from './site-entries';
import { SiteTools } from './site-tools';
import { chooseSitesLayout, useSitesLayout } from './sites-layout';
import { NothingMatches } from './sites-nothing';
import classes from './sites-screen.module.css';
import { SiteTable } from './table/site-table';
import { TableNote } from './table/table-note';
import { type AskedChange, useSiteActions } from './use-site-actions';
import { useSiteCommands } from './use-site-commands';
import { useSiteList } from './use-site-list';

interface Props {
  readonly project: Project;
  readonly databaseId: string;
  readonly sites: readonly Site[];
  readonly serving: ServingAll;
  /** Of the room that the sheet has, in px. */
  readonly width: number;
}

/** The sites as sheet or table, with what is done to them by key and pointer. */
export const SiteListView = ({ project, databaseId, sites, serving, width }: Props) => {
  // Ids of sites mean others in another database.
  const [asked, setAsked] = useState<(AskedChange & { readonly databaseId: string }) | null>(null);
  const ask = useCallback((change: AskedChange) => setAsked({ ...change, databaseId }), [databaseId]);
  const actions = useSiteActions(project, ask);
  const { view, entries, shown, selected, current, change, ...handlers } = useSiteList(
    project,
    sites,
    serving,
    actions,
  );
  const layout = useSitesLayout();
  const list = useRef<HTMLElement | null>(null);
  const focusRequest = useRef(false);
  const columns = columnsIn(width);
  const isMeasured = columns.width > 0;
  useEffect(() => {
    // The screen was given the keys before there was a site that could take them.
    if (isMeasured && isScreenFocused()) focusScreen();
  }, [isMeasured]);
  useSiteCommands(selected, current, actions);
  const moveTo = (siteId: number): void => {
    if (focusItem(list.current, siteId)) return;
    // It comes into the page as the current one, and takes the focus then.
    focusRequest.current = true;
    change({ currentId: siteId });
  };
  const open = (siteId: number): void => {
    const entry = shown.find(({ site }) => site.id === siteId);
    if (entry !== undefined) actions.show(entry, 'fields');
  };
  useListKeys({
    list,
    ids: shown.map(({ site }) => site.id),
    currentId: current?.site.id ?? null,
    columns: layout === 'sheet' ? columns.count : 1,
    onMove: moveTo,
    onOpen: open,
    onSelect: (siteId) => handlers.onSelect(siteId, false),
    onSelectAll: () => handlers.onSelectAll(true),
    onEscape: () => {
      if (selected.length > 0) change({ selected: new Set() });
      else change({ search: '', filter: 'all' });
    },
  });
  const firstId = shown[0]?.site.id ?? null;
  const common: ListProps = {
    entries: shown,
    databaseId,
    actions,
    search: view.search,
    currentId: current?.site.id ?? firstId,
    selected: view.selected,
    focusRequest,
    list,
    onCurrent: handlers.onCurrent,
    onClick: handlers.onClick,
  };
  const bar = (
    <SelectionBar selected={selected} actions={actions} onClear={() => change({ selected: new Set() })} />
  );
  return (
    <>
      <SiteTools
        entries={entries}
        foundCount={shown.length}
        search={view.search}
        filter={view.filter}
        layout={layout}
        onSearch={(search) => change({ search })}
        onFilter={(filter) => change({ filter })}
        onLayout={chooseSitesLayout}
        onLeave={(how) => {
          const goal = current?.site.id ?? firstId;
          if (how === 'open-first' && firstId !== null) open(firstId);
          else if (goal !== null) moveTo(goal);
        }}
      />
      {shown.length === 0 ? (
        <NothingMatches search={view.search} onClear={() => change({ search: '', filter: 'all' })} />
      ) : layout === 'sheet' ? (
        <div className={classes.sheet}>
          <SiteSheet
            {...common}
            columns={columns}
            expectedStartMs={project.figures[project.mode]?.startMs ?? null}
          />
          {bar}
        </div>
      ) : (
        <div className={classes.table}>
          <SiteTable
            {...common}
            sorting={view.sorting}
            onSort={handlers.onSort}
            onSelect={handlers.onSelect}
            onSelectAll={handlers.onSelectAll}
          />
          <TableNote entries={entries} shownCount={shown.length} search={view.search} actions={actions} />
          {bar}
        </div>
      )}
      {asked?.databaseId === databaseId && (
        <PlanDialog project={project} change={asked} onClose={() => setAsked(null)} />
      )}
    </>
  );
};
