import { Box, Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useCommand } from '../commands/command-handlers';
import { focusedOpener, giveFocusBack } from '../frame/focus';
import { doAction } from './do-action';
import classes from './palette.module.css';
import { PaletteFoot } from './palette-foot';
import { logsItem, type PaletteItem, paletteSections, queryOf, siteIdOf, withSite } from './palette-items';
import { PaletteRow } from './palette-row';
import { usePalette } from './palette-store';
import { usePaletteWorld } from './use-palette-world';

/** Keys that move within the list, by how many lines. */
const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

const OpenPalette = ({ onClose }: { readonly onClose: () => void }) => {
  const world = usePaletteWorld();
  const [typed, setTyped] = useState('');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [askedId, setAskedId] = useState<string | null>(null);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);

  const { term } = queryOf(typed);
  const found = paletteSections(world, typed);
  // What can be done with a site stands below the sites, for the one that is chosen, else for the first.
  const siteId = siteIdOf(chosenId ?? found[0]?.items[0]?.id ?? '');
  const site = world.sites.find(({ id }) => id === siteId);
  const sections = found.flatMap((section) =>
    section.title === 'Sites' && site !== undefined ? [section, withSite(site)] : [section],
  );
  const extra = term !== '' && world.project !== null ? [logsItem(term)] : [];
  const items = [...sections.flatMap((section) => section.items), ...extra];
  const chosen = items.find(({ id }) => id === chosenId) ?? items[0] ?? null;

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });

  const choose = (next: PaletteItem | undefined): void => {
    setChosenId(next?.id ?? null);
    setAskedId(null);
  };
  const run = (item: PaletteItem): void => {
    if (item.isDestructive && askedId !== item.id) {
      setChosenId(item.id);
      setAskedId(item.id);
      return;
    }
    onClose();
    doAction(item.action, world);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const at = chosen === null ? -1 : items.indexOf(chosen);
    const by = moves[event.key];
    if (by !== undefined && items.length > 0) {
      const step =
        Math.abs(by) === 1
          ? (at + by + items.length) % items.length
          : Math.min(items.length - 1, Math.max(0, at + by));
      choose(items[step]);
    } else if (event.key === 'Tab' && !event.shiftKey && site !== undefined) {
      choose(withSite(site).items[0]);
    } else if (event.key === 'Enter' && chosen !== null) {
      run(chosen);
    } else if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
      onClose();
    } else return;
    event.preventDefault();
  };
  const row = (item: PaletteItem) => (
    <PaletteRow
      key={item.id}
      id={`${listId}-${item.id}`}
      item={item}
      world={world}
      term={term}
      isChosen={item === chosen}
      isAsked={item.id === askedId}
      onRun={() => run(item)}
    />
  );

  return (
    <>
      <div className={classes.head}>
        <IconSearch size={18} stroke={1.5} aria-hidden="true" />
        <input
          data-autofocus
          role="combobox"
          aria-label="Find or do"
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={chosen === null ? undefined : `${listId}-${chosen.id}`}
          className={classes.field}
          placeholder="Find or do"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            choose(undefined);
          }}
          onKeyDown={onKeyDown}
        />
        {world.project !== null && <span className={classes.project}>{world.project.name}</span>}
      </div>
      <div className={classes.list} id={listId} role="listbox" aria-label="Found" ref={list}>
        {found.length === 0 && term !== '' && (
          <p className={classes.nothing} role="presentation">
            Nothing for “{term}”
          </p>
        )}
        {sections.map((section) => (
          <Box key={section.title} role="group" aria-label={section.title}>
            <div className={classes.section} aria-hidden="true">
              {section.title}
            </div>
            {section.items.map(row)}
          </Box>
        ))}
        {extra.length > 0 && (
          <Box role="group" aria-label="Logs" className={classes.extra}>
            {extra.map(row)}
          </Box>
        )}
      </div>
      <PaletteFoot />
    </>
  );
};

/** Every command, site, database, project and setting, by a few letters. */
export const Palette = () => {
  const { isOpen, opening, setOpen } = usePalette();
  const opener = useRef<Element | null>(null);
  useCommand('palette', () => {
    opener.current = focusedOpener();
    setOpen(true);
  });
  // At once, so that what is done next begins where the keys were.
  const close = (): void => {
    setOpen(false);
    giveFocusBack(opener.current);
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      returnFocus={false}
      withCloseButton={false}
      padding={0}
      size={664}
      yOffset="12vh"
      title={null}
      attributes={{ content: { 'aria-label': 'Find or do' } }}
      classNames={{ content: classes.window ?? '', body: classes.body ?? '' }}
    >
      <OpenPalette key={opening} onClose={close} />
    </Modal>
  );
};
