import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCopy, IconExternalLink } from '@tabler/icons-react';
import { keysOf } from '../../../frame/key-hint';
import type { SiteEntry } from '../site-entries';
import { SiteMenu } from '../site-menu';
import type { SiteActions } from '../use-site-actions';
import classes from './site-card.module.css';

interface Props {
  readonly entry: SiteEntry;
  readonly actions: SiteActions;
  readonly tabIndex: number;
  onMenuChange(isOpen: boolean): void;
}

/** What can be done to a site at once. Only the card that has the pointer or the keys has it: 200 cards would pay for it while one scrolls. */
export const CardActions = ({ entry, actions, tabIndex, onMenuChange }: Props) => {
  const { site } = entry;
  return (
    <div className={classes.actions}>
      {site.url !== null && site.isEnabled && (
        <>
          <Tooltip label={`Open in browser (${keysOf('open-in-browser')})`}>
            <ActionIcon
              size="xs"
              variant="default"
              tabIndex={tabIndex}
              aria-label={`Open ${site.name} in browser`}
              onClick={() => actions.openInBrowser([entry])}
            >
              <IconExternalLink size={14} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Copy address">
            <ActionIcon
              size="xs"
              variant="default"
              tabIndex={tabIndex}
              aria-label={`Copy address of ${site.name}`}
              onClick={() => actions.copyAddresses([entry])}
            >
              <IconCopy size={14} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
      <SiteMenu
        entry={entry}
        actions={actions}
        tabIndex={tabIndex}
        variant="default"
        onOpenChange={onMenuChange}
      />
    </div>
  );
};
