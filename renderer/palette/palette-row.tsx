import { Box } from '@mantine/core';
import {
  IconActivity,
  IconArrowsExchange,
  IconCommand,
  IconExternalLink,
  IconFileSearch,
  IconFolder,
  IconPencil,
  IconRefresh,
  IconRoute,
  IconSettings,
} from '@tabler/icons-react';
import { KeyHint } from '../frame/key-hint';
import { Highlighted } from '../text/highlighted';
import { Thumbnail } from '../thumbnails/thumbnail';
import classes from './palette.module.css';
import type { PaletteAction, PaletteItem, PaletteWorld } from './palette-items';

const iconOf = (action: PaletteAction) => {
  switch (action.kind) {
    case 'command':
      return IconCommand;
    case 'site':
      return action.panel === 'why' ? IconRoute : action.panel === 'log' ? IconActivity : IconPencil;
    case 'open-site':
      return IconExternalLink;
    case 'restart-site':
      return IconRefresh;
    case 'switch':
      return IconArrowsExchange;
    case 'project':
      return IconFolder;
    case 'setting':
      return IconSettings;
    case 'search-logs':
      return IconFileSearch;
    default:
      return action satisfies never;
  }
};

interface Props {
  readonly id: string;
  readonly item: PaletteItem;
  readonly world: PaletteWorld;
  readonly term: string;
  readonly isChosen: boolean;
  /** The first ↵ was given, and it asks for another one. */
  readonly isAsked: boolean;
  readonly onRun: () => void;
}

const Sign = ({ item, world }: Pick<Props, 'item' | 'world'>) => {
  const { action } = item;
  const databaseId = world.project?.activeDatabaseId ?? null;
  if (action.kind === 'site' && item.id.startsWith('site-') && databaseId !== null)
    return (
      <span className={classes.picture}>
        <Thumbnail databaseId={databaseId} siteId={action.siteId} name={item.title} look="plain" />
      </span>
    );
  const Icon = iconOf(action);
  return <Icon size={18} stroke={1.5} className={classes.icon} aria-hidden="true" />;
};

/** One line of the palette. */
export const PaletteRow = ({ id, item, world, term, isChosen, isAsked, onRun }: Props) => (
  // The field above has the keys; a line has the pointer only.
  <Box
    id={id}
    role="option"
    tabIndex={-1}
    aria-selected={isChosen}
    className={classes.row}
    onMouseDown={(event) => event.preventDefault()}
    onClick={onRun}
  >
    <Sign item={item} world={world} />
    <span className={classes.title}>
      <Highlighted text={item.title} search={term} />
    </span>
    {isAsked ? (
      <span className={classes.asked}>↵ again to do it</span>
    ) : (
      <span className={`${classes.detail} ${item.isDetailTyped ? 'mono' : ''}`}>{item.detail}</span>
    )}
    <span className={classes.end}>
      {item.command !== null ? (
        <KeyHint command={item.command} />
      ) : (
        isChosen && <kbd className={classes.enter}>↵</kbd>
      )}
    </span>
  </Box>
);
