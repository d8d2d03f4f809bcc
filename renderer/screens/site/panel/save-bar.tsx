import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useCommand } from '../../../commands/command-handlers';
import { KeyHint } from '../../../frame/key-hint';
import { useFocusBack } from '../../../frame/use-focus-back';
import { dayText } from '../../../text/age';
import { useNow } from '../../../text/use-now';
import { type SiteDraft, savable } from '../draft/use-site-draft';
import type { Undo } from '../draft/use-undo';
import classes from './panel.module.css';

const minuteMs = 60_000;

interface Props {
  readonly draft: SiteDraft;
  readonly undo: Undo;
}

/** An import is taken back by deleting its database. */
const canBeUndone = ({ last }: Undo): boolean =>
  last !== null && last.kind !== 'import' && last.kind !== 'after-import';

const LastChange = ({ draft, undo }: Props) => {
  const nowMs = useNow(minuteMs);
  const { last, ask } = undo;
  if (last === null) return null;
  return (
    <span className={classes.last} title={last.title}>
      Last change {dayText(last.appliedAt, nowMs)}, <span>{last.title}.</span>{' '}
      {canBeUndone(undo) && !draft.isChanged && (
        <button type="button" className={classes.link} onClick={ask}>
          Undo
        </button>
      )}
    </span>
  );
};

/** It was asked for, so that it takes the keys once it can be done. */
const UndoBar = ({ undo }: Pick<Props, 'undo'>) => {
  useFocusBack();
  const button = useRef<HTMLButtonElement>(null);
  const isReady = savable(undo.planned) !== null;
  useEffect(() => {
    if (isReady) button.current?.focus({ preventScroll: true });
  }, [isReady]);
  return (
    <footer className={classes.saveBar}>
      <span className={classes.last}>Takes back: {undo.last?.title}</span>
      <Button onClick={undo.cancel}>Cancel</Button>
      <Button
        ref={button}
        variant="filled"
        disabled={!isReady}
        loading={undo.isUndoing}
        onClick={() => void undo.undo()}
      >
        Undo this change
      </Button>
    </footer>
  );
};

/** Save and discard; the change that was made last, and taking it back. */
export const SaveBar = ({ draft, undo }: Props) => {
  const { isChanged, planned, isSaving, discard, save } = draft;
  const canSave = savable(planned) !== null && !isSaving;
  useCommand('save', canSave ? () => void save() : null);
  useCommand('undo-plan', canBeUndone(undo) && !isChanged ? undo.ask : null);
  if (undo.planned.state !== 'none' && !isChanged) return <UndoBar undo={undo} />;
  return (
    <footer className={classes.saveBar}>
      <LastChange draft={draft} undo={undo} />
      <Button disabled={!isChanged || isSaving} onClick={discard}>
        Discard
      </Button>
      <Button
        variant="filled"
        disabled={!canSave}
        loading={isSaving}
        rightSection={<KeyHint command="save" />}
        onClick={() => void save()}
      >
        Save
      </Button>
    </footer>
  );
};
