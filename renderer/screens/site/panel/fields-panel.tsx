import { Switch, Textarea, TextInput } from '@mantine/core';
import type { Problem, Site } from '../../../../app/contract';
import type { TextField } from '../draft/draft';
import type { Field } from '../draft/field-problems';
import type { SiteDraft } from '../draft/use-site-draft';
import { FieldRow, fieldId } from './field-row';
import classes from './panel.module.css';

interface Props {
  readonly site: Site;
  readonly draft: SiteDraft;
  readonly byField: ReadonlyMap<Field, readonly Problem[]>;
}

const names: Readonly<Record<TextField, string>> = {
  slug: 'Slug',
  name: 'Name',
  realDomain: 'Real domain',
  extraConfig: 'Extra config',
};

/** What a person may change of a site, checked as one types. */
export const FieldsPanel = ({ site, draft: { draft, change }, byField }: Props) => {
  const problemsAt = (field: Field): readonly Problem[] => byField.get(field) ?? [];
  const row = (field: TextField) => ({
    field,
    label: names[field],
    problems: problemsAt(field),
    onUse: (value: string) => change({ [field]: value }),
  });
  const input = (field: TextField, isMono: boolean) => ({
    id: fieldId(field),
    value: draft[field] ?? site[field],
    onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      change({ [field]: currentTarget.value }),
    error: problemsAt(field).some(({ severity }) => severity === 'error'),
    'aria-describedby': `${fieldId(field)}-notes`,
    spellCheck: false,
    autoComplete: 'off',
    classNames: { input: isMono ? 'mono' : '' },
  });
  const was = (field: TextField) =>
    draft[field] === null || draft[field] === site[field] ? null : (
      <>
        was <span className="mono">{site[field] === '' ? 'empty' : site[field]}</span>
      </>
    );
  const isEnabled = draft.isEnabled ?? site.isEnabled;
  return (
    <>
      {site.problems.map(({ message, severity, code }) =>
        code === 'extra-config' ? null : (
          <p key={message} className={classes.standing} data-severity={severity}>
            {message}
          </p>
        ),
      )}
      <FieldRow {...row('slug')} note={was('slug')}>
        <TextInput {...input('slug', true)} />
      </FieldRow>
      <FieldRow {...row('name')} note={was('name')}>
        <TextInput {...input('name', false)} />
      </FieldRow>
      <FieldRow {...row('realDomain')} note={was('realDomain')}>
        <TextInput {...input('realDomain', true)} />
      </FieldRow>
      <FieldRow
        field="isEnabled"
        label="Enabled"
        problems={problemsAt('isEnabled')}
        onUse={() => undefined}
        note={null}
      >
        <Switch
          className={classes.switch ?? ''}
          id={fieldId('isEnabled')}
          checked={isEnabled}
          onChange={({ currentTarget }) => change({ isEnabled: currentTarget.checked })}
          label={isEnabled ? 'served in both modes' : 'served in neither mode'}
        />
      </FieldRow>
      <FieldRow
        {...row('extraConfig')}
        note={
          (draft.extraConfig ?? site.extraConfig) !== '' && (
            <>
              {draft.extraConfig === null && <span className={classes.origin}>Came with the dump. </span>}
              Kept and shown. Not run as a program.
            </>
          )
        }
      >
        <Textarea {...input('extraConfig', true)} autosize minRows={2} maxRows={10} />
      </FieldRow>
    </>
  );
};
