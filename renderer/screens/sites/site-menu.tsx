import { ActionIcon, Menu } from '@mantine/core';
import {
  IconBolt,
  IconCopy,
  IconDots,
  IconExternalLink,
  IconEye,
  IconEyeOff,
  IconFileText,
  IconHelpCircle,
  IconPencil,
  IconRefresh,
} from '@tabler/icons-react';
import type { CommandId } from '../../../app/contract';
import { KeyHint } from '../../frame/key-hint';
import type { SiteEntry } from './site-entries';
import type { SiteActions } from './use-site-actions';

interface Props {
  readonly entry: SiteEntry;
  readonly actions: SiteActions;
  readonly tabIndex: number;
  readonly variant: 'default' | 'subtle';
  onOpenChange?(isOpen: boolean): void;
}

const icon = { size: 16, stroke: 1.5 } as const;

const hint = (command: CommandId) => <KeyHint command={command} />;

/** Everything that can be done to one site. What cannot be done to it now is not there. */
export const SiteMenu = ({ entry, actions, tabIndex, variant, onOpenChange }: Props) => {
  const { site, server } = entry;
  const isOpenable = site.url !== null && site.isEnabled;
  const isShared = server !== null && server.siteIds.length > 1;
  return (
    <Menu
      position="bottom-end"
      width={230}
      {...(onOpenChange === undefined ? {} : { onChange: onOpenChange })}
    >
      <Menu.Target>
        <ActionIcon size="xs" variant={variant} tabIndex={tabIndex} aria-label={`Actions for ${site.name}`}>
          <IconDots {...icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {isOpenable && (
          <>
            <Menu.Item
              leftSection={<IconExternalLink {...icon} />}
              rightSection={hint('open-in-browser')}
              onClick={() => actions.openInBrowser([entry])}
            >
              Open in browser
            </Menu.Item>
            <Menu.Item leftSection={<IconCopy {...icon} />} onClick={() => actions.copyAddresses([entry])}>
              Copy address
            </Menu.Item>
          </>
        )}
        {server !== null && (
          <Menu.Item
            leftSection={<IconRefresh {...icon} />}
            rightSection={hint('restart-server')}
            onClick={() => actions.restart([entry])}
          >
            {isShared ? 'Restart server of all sites' : 'Restart server'}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconPencil {...icon} />}
          rightSection={hint('edit-site')}
          onClick={() => actions.show(entry, 'fields')}
        >
          Edit
        </Menu.Item>
        <Menu.Item
          leftSection={<IconHelpCircle {...icon} />}
          rightSection={hint('why-this-site')}
          onClick={() => actions.show(entry, 'why')}
        >
          Why this site
        </Menu.Item>
        <Menu.Item leftSection={<IconFileText {...icon} />} onClick={() => actions.show(entry, 'log')}>
          Log
        </Menu.Item>
        <Menu.Divider />
        {site.isManaged ? (
          <Menu.Item
            leftSection={site.isEnabled ? <IconEyeOff {...icon} /> : <IconEye {...icon} />}
            onClick={() => actions.setEnabled([entry], !site.isEnabled)}
          >
            {site.isEnabled ? 'Disable' : 'Enable'}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconBolt {...icon} />} onClick={() => actions.adopt([entry])}>
            Adopt
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
};
