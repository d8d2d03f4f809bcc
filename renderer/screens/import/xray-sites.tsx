import { TextInput } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { Project } from '../../../app/contract';
import { Mark } from '../../marks/mark';
import { useActiveDatabase, useEngine } from '../../store/current';
import { sitesOf } from '../../store/selectors';
import { splitDomain } from '../../text/local-domain';
import { newSiteCount } from './facts';
import classes from './import.module.css';
import { type KnownLook, useLook } from './look';
import { choose } from './look-into';
import { problemInRow, type SiteRow } from './site-rows';
import sites from './xray-sites.module.css';

const rowHeight = 36;

const LocalDomain = ({ row }: { readonly row: SiteRow }) => {
  if (row.localDomain === null) return <span className={sites.soft}>stays as it is</span>;
  const { before, slug, after } = splitDomain(row.localDomain, row.slug);
  return (
    <span className="mono">
      <span className={sites.soft}>{before}</span>
      {slug}
      <span className={sites.soft}>{after}</span>
    </span>
  );
};

const Slug = ({ row }: { readonly row: SiteRow }) => {
  const slugs = useLook((store) => store.choices.slugs);
  const { id, name } = row.site;
  if (!row.hasSlugFix) return <span className={`mono ${sites.soft}`}>{row.slug || '–'}</span>;
  return (
    <TextInput
      size="xs"
      aria-label={`Slug of ${name || `site ${id}`}`}
      classNames={{ input: sites.slugInput ?? '' }}
      value={slugs[String(id)] ?? row.slug}
      error={!row.isSolved}
      onChange={({ currentTarget }) => choose({ slugs: { ...slugs, [String(id)]: currentTarget.value } })}
    />
  );
};

const stateOf = ({ problem, isSolved }: SiteRow): 'error' | 'warning' | undefined => {
  if (problem === null) return undefined;
  return problem.severity === 'error' && !isSolved ? 'error' : 'warning';
};

const SiteLine = ({ row, index }: { readonly row: SiteRow; readonly index: number }) => {
  const { site, problem } = row;
  const told = problem === null ? null : problemInRow(problem, site);
  return (
    <tr aria-rowindex={index + 2} data-state={stateOf(row)}>
      <td className={sites.number}>{site.id}</td>
      <td className={sites.name}>
        <div title={site.name}>
          <span>{site.name || '–'}</span>
          {!site.isEnabled && <span className={classes.tag}>disabled</span>}
        </div>
      </td>
      <td className={`mono ${sites.soft}`}>{site.realDomain || site.domain}</td>
      <td>
        <IconArrowRight size={14} stroke={1.5} className={sites.arrow} />
        <LocalDomain row={row} />
      </td>
      <td className={sites.problem} title={told ?? undefined}>
        {told !== null && (
          <>
            <Mark kind="conflict" /> {told}
          </>
        )}
      </td>
      <td className={sites.number}>
        <Slug row={row} />
      </td>
    </tr>
  );
};

const DomainFormat = ({ look, project }: { readonly look: KnownLook; readonly project: Project | null }) => {
  const chosen = useLook((store) => store.choices.domainFormat);
  const format = project?.domainFormat ?? '{}.127.0.0.1.nip.io';
  return (
    <div className={classes.field}>
      <span>Domain format</span>
      <TextInput
        className={sites.format}
        aria-label="Domain format"
        classNames={{ input: 'mono' }}
        value={chosen ?? format}
        error={look.planError?.message}
        onChange={({ currentTarget: { value } }) => choose({ domainFormat: value === format ? null : value })}
      />
    </div>
  );
};

const SinceActive = ({ look }: { readonly look: KnownLook }) => {
  const active = useActiveDatabase();
  const known = useEngine((state) => sitesOf(state, active?.id ?? null));
  if (active === null || known === null) return null;
  const count = newSiteCount(look.found.sites, known);
  return (
    <p className={sites.since}>
      {count === 0 ? 'No new site' : `${count} new`} since {active.label}
    </p>
  );
};

/** The sites of a dump with the domain that each would get, and what is wrong with its fix. */
export const XraySites = ({
  look,
  rows,
  project,
}: {
  readonly look: KnownLook;
  readonly rows: readonly SiteRow[];
  readonly project: Project | null;
}) => {
  const place = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: () => rowHeight,
    overscan: 20,
  });
  const shown = virtual.getVirtualItems();
  const above = shown[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <div className={sites.sites}>
      <div className={sites.tools}>
        <h3>Sites</h3>
        <DomainFormat look={look} project={project} />
        <SinceActive look={look} />
      </div>
      {rows.length === 0 ? (
        <p className={classes.emptyText}>
          This dump has no sites.{' '}
          {look.found.problems.find(({ code }) => code === 'sites-table-missing')?.message}
        </p>
      ) : (
        <div className={sites.scroll} ref={place}>
          <table className={sites.table} aria-label="Sites of the dump" aria-rowcount={rows.length + 1}>
            <thead>
              <tr aria-rowindex={1}>
                <th className={sites.number}>Id</th>
                <th className={sites.nameColumn}>Name</th>
                <th className={sites.domainColumn}>Domain in the dump</th>
                <th className={sites.localColumn}>Local domain</th>
                <th>Problem</th>
                <th className={sites.slugColumn}>Slug</th>
              </tr>
            </thead>
            <tbody>
              {above > 0 && (
                <tr>
                  <td colSpan={6} style={{ height: above }} />
                </tr>
              )}
              {shown.flatMap(({ index }) => {
                const row = rows[index];
                return row === undefined ? [] : [<SiteLine key={row.site.id} row={row} index={index} />];
              })}
              {below > 0 && (
                <tr>
                  <td colSpan={6} style={{ height: below }} />
                </tr>
              )}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
};
