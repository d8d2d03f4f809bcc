import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { AliasEdit, Problem, Site } from '../../../../app/contract';
import type { SiteDraft } from '../draft/use-site-draft';
import { AliasForm } from './alias-form';
import { AliasMenu } from './alias-menu';
import { type AliasRow, aliasRows, aliasText, withoutRow } from './alias-rows';
import classes from './aliases.module.css';

interface Props {
  readonly site: Site;
  readonly draft: SiteDraft;
  readonly problems: readonly Problem[];
}

const changeTexts = { none: null, added: 'added', changed: 'changed', removed: 'removed' } as const;

interface RowProps {
  readonly row: AliasRow;
  readonly onEdit: (edit: AliasEdit) => void;
  readonly onKeep: () => void;
}

const Alias = ({ row, onEdit, onKeep }: RowProps) => {
  const [isForm, setIsForm] = useState(false);
  const { domain, isCanonical, change } = row;
  if (isForm) {
    return (
      <li className={classes.alias}>
        <AliasForm
          domain={domain}
          onCancel={() => setIsForm(false)}
          onDone={(to) => {
            setIsForm(false);
            onEdit({ edit: 'change', domain, to });
          }}
        />
      </li>
    );
  }
  return (
    <li className={classes.alias} data-change={change}>
      <div className={classes.about}>
        <span className={`mono ${classes.domain}`}>{domain}</span>
        <span className={classes.what}>
          {aliasText(row)}
          {changeTexts[change] !== null && <em> · {changeTexts[change]}, not saved</em>}
        </span>
      </div>
      {isCanonical && <span className={classes.tag}>canonical</span>}
      {change !== 'none' && (
        <Button size="xs" variant="subtle" onClick={onKeep}>
          {change === 'removed' ? 'Keep' : 'Take back'}
        </Button>
      )}
      {!isCanonical && change !== 'removed' && (
        <AliasMenu row={row} onEdit={onEdit} onChange={() => setIsForm(true)} />
      )}
    </li>
  );
};

/** The hosts that reach a site. */
export const AliasesPanel = ({ site, draft: { draft, change }, problems }: Props) => {
  const [isAdding, setIsAdding] = useState(false);
  const rows = aliasRows(site, draft.aliases);
  const edit = (next: AliasEdit): void => change({ aliases: [...draft.aliases, next] });
  const hasRedirects = rows.some(({ redirects, isCanonical }) => redirects && !isCanonical);
  return (
    <>
      <p className={classes.intro}>
        Hosts that reach this site. The first match wins, exact before wildcard.
      </p>
      <ul className={classes.aliases} aria-label={`Aliases of ${site.name}`}>
        {rows.map((row) => (
          <Alias
            key={row.key}
            row={row}
            onEdit={edit}
            onKeep={() => change({ aliases: withoutRow(draft.aliases, row) })}
          />
        ))}
      </ul>
      {rows.length === 0 && <p className={classes.intro}>It has no alias: only its domain reaches it.</p>}
      {isAdding ? (
        <AliasForm
          domain={null}
          onCancel={() => setIsAdding(false)}
          onDone={(domain, redirects) => {
            setIsAdding(false);
            edit({ edit: 'add', domain, redirects });
          }}
        />
      ) : (
        <Button size="xs" leftSection={<IconPlus size={14} stroke={1.5} />} onClick={() => setIsAdding(true)}>
          Add alias
        </Button>
      )}
      {problems.map(({ message, severity }) => (
        <p key={message} className={classes.problem} data-severity={severity}>
          {message}
        </p>
      ))}
      {hasRedirects && (
        <div className={classes.hint}>
          <strong>On live the 301 is remembered by browsers.</strong> Here the router answers it, keeps its
          port and has it forgotten. On live Django drops the port.
        </div>
      )}
    </>
  );
};
