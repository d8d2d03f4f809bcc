import { Modal } from '@mantine/core';
import { create } from 'zustand';
import { type Command, type CommandMenu, commands } from '../../app/contract';
import { KeyHint } from '../frame/key-hint';
import { useEngine } from '../store/current';
import { useCommand } from './command-handlers';
import classes from './shortcuts-dialog.module.css';
import { areSingleKeysOn } from './single-keys';

const useShortcuts = create<{ readonly isOpen: boolean }>()(() => ({ isOpen: false }));

const titles: Readonly<Record<CommandMenu, string>> = {
  file: 'Projects and files',
  edit: 'Edit and find',
  view: 'Go to',
  database: 'Databases',
  site: 'Sites and servers',
  help: 'Help',
};

const numbered = /^database-[2-9]$/;

/** Commands by what they are about; of the nine databases the first stands for all. */
const groups = (Object.keys(titles) as CommandMenu[]).map((menu) => ({
  title: titles[menu],
  commands: commands.filter((command) => command.menu === menu && !numbered.test(command.id)),
}));

const titleOf = ({ id, title }: Command): string => (id === 'database-1' ? 'First to ninth database' : title);

/** Every command with its keys. */
export const ShortcutsDialog = () => {
  const isOpen = useShortcuts((shortcuts) => shortcuts.isOpen);
  const areLettersOn = useEngine(areSingleKeysOn) ?? true;
  useCommand('shortcuts', () => useShortcuts.setState({ isOpen: true }));
  return (
    <Modal
      opened={isOpen}
      onClose={() => useShortcuts.setState({ isOpen: false })}
      title="Shortcuts"
      size={760}
    >
      <div className={classes.groups}>
        {groups.map((group) => (
          <section key={group.title} aria-label={group.title}>
            <h3>{group.title}</h3>
            <ul>
              {group.commands.map((command) => (
                <li key={command.id}>
                  <span>{titleOf(command)}</span>
                  <KeyHint command={command.id} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p className={classes.note}>
        {areLettersOn
          ? 'Single letters work outside text fields. They can be switched off in the settings.'
          : 'Single letters are switched off in the settings.'}
      </p>
    </Modal>
  );
};
