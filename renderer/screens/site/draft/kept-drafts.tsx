import { Alert, Button, Group } from '@mantine/core';
import type { Project } from '../../../../app/contract';
import { useEngine } from '../../../store/current';
import { isServingChanging } from '../../../store/selectors';
import { switchTo } from '../../databases/database-actions';
import { dropDraft, type KeptDraft, useDrafts } from './drafts';

const Kept = ({ kept, isBusy }: { readonly kept: KeptDraft; readonly isBusy: boolean }) => {
  const database = useEngine((state) => state.databases.find(({ id }) => id === kept.databaseId)) ?? null;
  return (
    <Alert role="status" color="yellow" title={`Changes of ${kept.siteName} are kept, not saved`}>
      {database === null
        ? 'Their database is gone, so they cannot be saved any more.'
        : `They are for ${database.label}, which is not active now.`}
      <Group mt="xs">
        {database !== null && (
          <Button disabled={isBusy} onClick={() => switchTo(database)}>
            Switch to {database.label}
          </Button>
        )}
        <Button onClick={() => dropDraft(kept)}>Discard changes</Button>
      </Group>
    </Alert>
  );
};

/** Changes that somebody made of sites of another database than the active one, e.g. before somebody switched. */
export const KeptDrafts = ({ project }: { readonly project: Project }) => {
  const drafts = useDrafts((store) => store.drafts);
  const isBusy = useEngine((state) => isServingChanging(state, project.id)) ?? true;
  return drafts
    .filter(
      ({ projectId, databaseId }) => projectId === project.id && databaseId !== project.activeDatabaseId,
    )
    .map((kept) => <Kept key={`${kept.databaseId} ${kept.siteId}`} kept={kept} isBusy={isBusy} />);
};
