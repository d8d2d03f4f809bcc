import { Button } from '@mantine/core';
import type { Database, Project, Site } from '../../../../app/contract';
import { useCommand } from '../../../commands/command-handlers';
import { KeyHint } from '../../../frame/key-hint';
import { useEngine } from '../../../store/current';
import { type SiteDraft, savable } from '../draft/use-site-draft';
import classes from './panel.module.css';

interface Props {
  readonly project: Project;
  readonly database: Database;
  readonly site: Site;
  readonly draft: SiteDraft;
}

/** Save and discard, and the change that was made last. */
export const SaveBar = ({ database, draft: { isChanged, planned, isSaving, discard, save } }: Props) => {
  const last = useEngine((state) =>
    state.plans.find(({ id }) => id === database.id)?.plans.find(({ state: at }) => at === 'applied'),
  );
  const canSave = savable(planned) !== null && !isSaving;
  useCommand('save', canSave ? () => void save() : null);
  return (
    <footer className={classes.saveBar}>
      <span className={classes.last}>{last != null && `Last change: ${last.title}`}</span>
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
