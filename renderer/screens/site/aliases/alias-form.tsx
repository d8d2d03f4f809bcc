import { Button, Checkbox, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import classes from './aliases.module.css';

interface Props {
  /** The alias that is changed; null: a new one. */
  readonly domain: string | null;
  readonly onDone: (domain: string, redirects: boolean) => void;
  readonly onCancel: () => void;
}

/** The domain of an alias. Whether it can be is seen from the plan. */
export const AliasForm = ({ domain, onDone, onCancel }: Props) => {
  const [typed, setTyped] = useState(domain ?? '');
  const [redirects, setRedirects] = useState(true);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const next = typed.trim();
    if (next !== '' && next !== domain) onDone(next, redirects);
    else onCancel();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        aria-label={domain === null ? 'Domain of the new alias' : `New domain of the alias ${domain}`}
        classNames={{ input: 'mono' }}
        placeholder="kids.localhost"
        value={typed}
        spellCheck={false}
        autoComplete="off"
        data-autofocus
        ref={(field) => field?.focus()}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onCancel();
        }}
      />
      {domain === null && (
        <Checkbox
          size="xs"
          label="Redirect to the domain of the site"
          checked={redirects}
          onChange={({ currentTarget }) => setRedirects(currentTarget.checked)}
        />
      )}
      <div className={classes.formButtons}>
        <Button size="xs" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="xs" type="submit" variant="light">
          {domain === null ? 'Add' : 'Change'}
        </Button>
      </div>
    </form>
  );
};
