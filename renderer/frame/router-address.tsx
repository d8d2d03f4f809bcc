import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconLink } from '@tabler/icons-react';
import { useEngine } from '../store/current';
import { addressParts } from './address-parts';
import classes from './top-bar.module.css';

/** Where the sites open. Where room is short only its button is left. */
export const RouterAddress = () => {
  const url = useEngine((state) => state.router.url);
  if (url === null) return null;
  const { address, scheme, host, port } = addressParts(url);
  return (
    <CopyButton value={address}>
      {({ copied, copy }) => {
        const Icon = copied ? IconCheck : IconCopy;
        const ShortIcon = copied ? IconCheck : IconLink;
        return (
          <div className={classes.router}>
            <span className={`mono ${classes.address} ${classes.wide}`}>
              <span className={classes.scheme}>{scheme}</span>
              {host}
              <strong>{port}</strong>
            </span>
            <Tooltip label={copied ? 'Copied' : `Copy ${address}`}>
              <ActionIcon aria-label={`Copy ${address}`} className={classes.copy} onClick={copy}>
                <Icon size={16} stroke={1.5} className={classes.wide} />
                <ShortIcon size={16} stroke={1.5} className={classes.narrow} />
              </ActionIcon>
            </Tooltip>
          </div>
        );
      }}
    </CopyButton>
  );
};
