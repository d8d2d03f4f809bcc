import { Button, Group, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Site } from '../../../../app/contract';
import { guardPlace } from '../../../navigation/navigation';
import { type SiteDraft, savable } from './use-site-draft';

interface Props {
  readonly site: Site;
  readonly draft: SiteDraft;
}

/** Asks before changes that are not saved are left behind, whatever leads away. */
export const LeaveDialog = ({ site, draft: { isChanged, planned, isSaving, discard, save } }: Props) => {
  const [leave, setLeave] = useState<(() => void) | null>(null);
  useEffect(() => {
    if (!isChanged) return;
    return guardPlace((next, goOn) => {
      if (next.screen === 'site' && next.siteId === site.id) return true;
      setLeave(() => goOn);
      return false;
    });
  }, [isChanged, site.id]);
  const stay = (): void => setLeave(null);
  return (
    <Modal
      opened={leave !== null}
      onClose={stay}
      title={`Changes of ${site.name} are not saved`}
      centered
      withCloseButton={false}
    >
      <p>Nothing of them is written yet.</p>
      <Group justify="flex-end">
        <Button onClick={stay}>Stay</Button>
        <Button
          onClick={() => {
            discard();
            leave?.();
          }}
        >
          Discard changes
        </Button>
        <Button
          variant="filled"
          loading={isSaving}
          disabled={savable(planned) === null}
          onClick={async () => {
            if (await save()) leave?.();
            else stay();
          }}
        >
          Save and leave
        </Button>
      </Group>
    </Modal>
  );
};
