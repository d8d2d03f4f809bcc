import { ActionIcon, Button, Paper, Tooltip } from '@mantine/core';
import {
  IconCopy,
  IconExternalLink,
  IconEye,
  IconEyeOff,
  IconPencil,
  IconRefresh,
  IconX,
} from '@tabler/icons-react';
import { KeyHint } from '../../frame/key-hint';
import classes from './selection-bar.module.css';
import type { SiteEntry } from './site-entries';
import { addressesOf, type SiteActions, serverNamesOf } from './use-site-actions';

const icon = { size: 16, stroke: 1.5 } as const;

interface Props {
  readonly selected: readonly SiteEntry[];
  readonly actions: SiteActions;
  onClear(): void;
}

/** What can be done to all selected sites at once; nothing while none is. */
export const SelectionBar = ({ selected, actions, onClear }: Props) => {
  const [first, second] = selected;
  if (first === undefined) return null;
  const managed = selected.filter(({ site }) => site.isManaged);
  const isAnyEnabled = managed.some(({ site }) => site.isEnabled);
  const canOpen = addressesOf(selected).length > 0;
  const button = { variant: 'subtle', color: 'gray', size: 'sm' } as const;
  return (
    <Paper className={classes.bar} role="toolbar" aria-label="Selected sites">
      <strong className={classes.count}>{selected.length} selected</strong>
      {serverNamesOf(selected).length > 0 && (
        <Button
          {...button}
          leftSection={<IconRefresh {...icon} />}
          rightSection={<KeyHint command="restart-server" />}
          onClick={() => actions.restart(selected)}
        >
          Restart
        </Button>
      )}
      {canOpen && (
        <Button
          {...button}
          leftSection={<IconExternalLink {...icon} />}
          rightSection={<KeyHint command="open-in-browser" />}
          onClick={() => actions.openInBrowser(selected)}
        >
          Open
        </Button>
      )}
      {managed.length > 0 && (
        <Button
          {...button}
          leftSection={isAnyEnabled ? <IconEyeOff {...icon} /> : <IconEye {...icon} />}
          onClick={() => actions.setEnabled(managed, !isAnyEnabled)}
        >
          {isAnyEnabled ? 'Disable' : 'Enable'}
        </Button>
      )}
      {second === undefined && (
        <Button
          {...button}
          leftSection={<IconPencil {...icon} />}
          rightSection={<KeyHint command="edit-site" />}
          onClick={() => actions.show(first, 'fields')}
        >
          Edit…
        </Button>
      )}
      {canOpen && (
        <Button
          {...button}
          leftSection={<IconCopy {...icon} />}
          onClick={() => actions.copyAddresses(selected)}
        >
          Copy URLs
        </Button>
      )}
      <span className={classes.line} />
      <Tooltip label="Clear selection (Esc)">
        <ActionIcon aria-label="Clear selection" onClick={onClear}>
          <IconX {...icon} />
        </ActionIcon>
      </Tooltip>
    </Paper>
  );
};
