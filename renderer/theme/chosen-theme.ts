import {
  localStorageColorSchemeManager,
  type MantineColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useEffect } from 'react';
import type { ShellTheme, State } from '../../app/contract';
import { shell } from '../shell/surroundings';
import { useEngine } from '../store/current';
import { uiSettingOf } from '../store/ui-settings';

/** Under this key of the interface's settings. */
export const themeKey = 'theme';

export const themes = ['light', 'dark', 'system'] as const satisfies readonly ShellTheme[];

/** The theme that was chosen on this machine; what the system has where none was. */
export const themeOf = (state: State): ShellTheme => {
  const kept = uiSettingOf(state, themeKey);
  return themes.find((theme) => theme === kept) ?? 'system';
};

const schemeOf = (theme: ShellTheme): MantineColorScheme => (theme === 'system' ? 'auto' : theme);

/** A copy for the first paint, which is before the engine answers (public/scheme.js reads it). */
export const schemeManager = localStorageColorSchemeManager({ key: 'manysite-theme' });

/** Follows the theme of this machine, whoever chooses it. */
export const useChosenTheme = (): void => {
  const theme = useEngine(themeOf);
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (theme === null) return;
    setColorScheme(schemeOf(theme));
    shell?.setTheme(theme);
  }, [theme, setColorScheme]);
};
