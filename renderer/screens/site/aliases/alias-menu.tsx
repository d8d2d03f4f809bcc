import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { AliasEdit } from '../../../../app/contract';
import type { AliasRow } from './alias-rows';

interface Props {
  readonly row: AliasRow;
  readonly onEdit: (edit: AliasEdit) => void;
  readonly onChange: () => void;
}

/** What can be done with an alias that is not canonical. */
export const AliasMenu = ({ row: { domain, redirects }, onEdit, onChange }: Props) => (
  <Menu position="bottom-end">
    <Menu.Target>
      <ActionIcon aria-label={`Alias ${domain}`}>
        <IconDots size={16} stroke={1.5} />
      </ActionIcon>
    </Menu.Target>
    <Menu.Dropdown>
      <Menu.Item onClick={onChange}>Change domain</Menu.Item>
      <Menu.Item onClick={() => onEdit({ edit: 'redirect', domain, redirects: !redirects })}>
        {redirects ? 'Serve the site here' : 'Redirect to the domain'}
      </Menu.Item>
      {!domain.includes('*') && (
        <Menu.Item onClick={() => onEdit({ edit: 'make-canonical', domain })}>Make it the domain</Menu.Item>
      )}
      <Menu.Divider />
      <Menu.Item color="red" onClick={() => onEdit({ edit: 'remove', domain })}>
        Remove alias
      </Menu.Item>
    </Menu.Dropdown>
  </Menu>
);
