import { Button, Switch, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Problem, Site } from '../../../../app/contract';
import type { TextField } from '../draft/draft';
import { type Field, sortProblems } from '../draft/field-problems';
import type { SiteDraft } from '../draft/use-site-draft';
import classes from './panel.module.css';
import { PlannedChanges } from './planned-changes';

interface Props {
  readonly site: Site;
  readonly draft: SiteDraft;
}

const names: Readonly<Record<TextField, string>> = {
  slug: 'Slug',
  name: 'Name',
  realDomain: 'Real domain',
  extraConfig: 'Extra config',
};

const FieldProblems = ({
  id,
  problems,
  label,
  onUse,
}: {
  readonly id: string;
  readonly problems: readonly Problem[];
  readonly label: string;
  readonly onUse: (value: string) => void;
}) => (
  <div id={id} className={classes.problems}>
    {problems.map(({ message, suggestion, severity }) => (
      <div key={message} data-severity={severity}>
        <p>{message}</p>
        {suggestion !== null && (
          <Button size="xs" onClick={() => onUse(suggestion)}>
            Use {label.toLowerCase()} {suggestion}
          </Button>
        )}
      </div>
    ))}
  </div>
);

const Row = ({
  id,
  label,
  children,
}: {
  readonly id: string;
  readonly label: string;
  readonly children: ReactNode;
}) => (
  <div className={classes.row}>
    <label htmlFor={id}>{label}</label>
    <div>{children}</div>
  </div>
);

/** What a person may change of a site, checked as one types. */
export const FieldsPanel = ({ site, draft: siteDraft }: Props) => {
  const { draft, planned, change } = siteDraft;
  const problems =
    planned.state === 'planned' || planned.state === 'planning' ? (planned.plan?.problems ?? []) : [];
  const { byField, others } = sortProblems(problems, draft);
  const problemsAt = (field: Field): readonly Problem[] => byField.get(field) ?? [];
  const text = (field: TextField, isMono: boolean) => {
    const at = problemsAt(field);
    const id = `site-${field}`;
    return {
      input: {
        id,
        value: draft[field] ?? site[field],
        onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
          change({ [field]: currentTarget.value }),
        error: at.some(({ severity }) => severity === 'error'),
        'aria-describedby': `${id}-notes`,
        spellCheck: false,
        autoComplete: 'off',
        classNames: { input: isMono ? 'mono' : '' },
      },
      notes: (
        <FieldProblems
          id={`${id}-notes`}
          problems={at}
          label={names[field]}
          onUse={(value) => change({ [field]: value })}
        />
      ),
    };
  };
  const fields = {
    slug: text('slug', true),
    name: text('name', false),
    realDomain: text('realDomain', true),
    extraConfig: text('extraConfig', true),
  };
  const was = (field: 'slug' | 'realDomain') =>
    draft[field] !== null &&
    draft[field] !== site[field] && (
      <p className={classes.note}>
        was <span className="mono">{site[field] === '' ? 'empty' : site[field]}</span>
      </p>
    );
  const isEnabled = draft.isEnabled ?? site.isEnabled;
  return (
    <div className={classes.scroll}>
      <Row id="site-slug" label={names.slug}>
        <TextInput {...fields.slug.input} />
        {was('slug')}
        {fields.slug.notes}
      </Row>
      <Row id="site-name" label={names.name}>
        <TextInput {...fields.name.input} />
        {fields.name.notes}
      </Row>
      <Row id="site-realDomain" label={names.realDomain}>
        <TextInput {...fields.realDomain.input} />
        {was('realDomain')}
        {fields.realDomain.notes}
      </Row>
      <Row id="site-isEnabled" label="Enabled">
        <Switch
          id="site-isEnabled"
          checked={isEnabled}
          onChange={({ currentTarget }) => change({ isEnabled: currentTarget.checked })}
          label={isEnabled ? 'served in both modes' : 'served in no mode'}
        />
        <FieldProblems
          id="site-isEnabled-notes"
          problems={problemsAt('isEnabled')}
          label="Enabled"
          onUse={() => undefined}
        />
      </Row>
      <Row id="site-extraConfig" label={names.extraConfig}>
        <Textarea {...fields.extraConfig.input} autosize minRows={2} maxRows={10} />
        {fields.extraConfig.notes}
        {site.extraConfig !== '' && (
          <p className={classes.note}>
            <span className={classes.origin}>Came with the dump.</span> Kept and shown. Not run as a program.
          </p>
        )}
      </Row>
      <PlannedChanges site={site} draft={siteDraft} others={others} />
    </div>
  );
};
