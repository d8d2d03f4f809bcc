import { Anchor } from '@mantine/core';
import { KeyCap } from '../../../frame/key-hint';
import { useActiveDatabase } from '../../../store/current';
import type { SiteEntry } from '../site-entries';
import type { SiteActions } from '../use-site-actions';
import classes from './table-note.module.css';

interface Props {
  readonly entries: readonly SiteEntry[];
  readonly shownCount: number;
  readonly search: string;
  readonly actions: SiteActions;
}

/** Below the table: how many sites there are, and which rows are no sites yet. */
export const TableNote = ({ entries, shownCount, search, actions }: Props) => {
  const database = useActiveDatabase();
  const unmanaged = entries.filter(({ site }) => !site.isManaged);
  const [first] = unmanaged;
  const total = entries.length === 1 ? '1 site' : `${entries.length} sites`;
  if (search !== '')
    return (
      <p className={classes.note}>
        {shownCount} of {total} match in name, domains or aliases. <KeyCap>↵</KeyCap> opens the first,{' '}
        <KeyCap>Esc</KeyCap> clears.
      </p>
    );
  return (
    <p className={classes.note}>
      {total} in <strong>{database?.label}</strong>.{' '}
      {first !== undefined && (
        <>
          {unmanaged.length === 1 ? (
            <>
              One row in <code>django_site</code> has no slug (id {first.site.id},{' '}
              <code>{first.site.domain}</code>
              ).
            </>
          ) : (
            <>
              {unmanaged.length} rows in <code>django_site</code> have no slug.
            </>
          )}{' '}
          <Anchor component="button" type="button" fz="inherit" onClick={() => actions.adopt(unmanaged)}>
            Adopt {unmanaged.length === 1 ? 'it' : 'them'}
          </Anchor>
        </>
      )}
    </p>
  );
};
