import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ConfigValue } from '../../../../app/contract';
import { originText, typedValue } from '../../../text/config-value';
import classes from '../settings-screen.module.css';
import { isEditable, isInFile } from './config-text';

interface Props {
  readonly line: ConfigValue;
  readonly onChange: (key: string, value: string | null) => Promise<string | null>;
}

const Editor = ({ line, onChange, onClose }: Props & { readonly onClose: () => void }) => {
  const [typed, setTyped] = useState(typedValue(line.value));
  const [reason, setReason] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const send = async (value: string | null): Promise<void> => {
    setSaving(true);
    const refused = await onChange(line.key, value);
    setSaving(false);
    setReason(refused);
    if (refused === null) onClose();
  };
  return (
    <form
      className={classes.editor}
      onSubmit={(event) => {
        event.preventDefault();
        void send(typed);
      }}
    >
      <TextInput
        autoFocus
        aria-label={line.key}
        classNames={{ input: 'mono' }}
        value={typed}
        error={reason}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={({ key }) => key === 'Escape' && onClose()}
      />
      <Button type="submit" variant="filled" disabled={isSaving || typed === typedValue(line.value)}>
        Keep
      </Button>
      {isInFile(line) && (
        <Button variant="default" disabled={isSaving} onClick={() => void send(null)}>
          Take it out of the file
        </Button>
      )}
      <Button variant="subtle" color="gray" onClick={onClose}>
        Cancel
      </Button>
    </form>
  );
};

/** One value with its origin, and what it overrides; changed in place where the project's files have a place for it. */
export const ConfigRow = ({ line, onChange }: Props) => {
  const [isEditing, setEditing] = useState(false);
  return (
    <li className={classes.configRow}>
      <span className={`mono ${classes.key}`}>{line.key}</span>
      {isEditing ? (
        <Editor line={line} onChange={onChange} onClose={() => setEditing(false)} />
      ) : (
        <>
          <span className={classes.value}>
            <span className="mono">{typedValue(line.value)}</span>
            {line.overridden.map((other) => (
              <span key={`${other.origin} ${other.detail}`} className={classes.overridden}>
                overrides <span className="mono">{typedValue(other.value)}</span> of {originText(other)}
              </span>
            ))}
          </span>
          <span className={classes.origin}>{originText(line)}</span>
          <span className={classes.edit}>
            {isEditable(line) && (
              <Button
                size="xs"
                variant="subtle"
                color="gray"
                aria-label={`Change ${line.key}`}
                onClick={() => setEditing(true)}
              >
                Change
              </Button>
            )}
          </span>
        </>
      )}
    </li>
  );
};
