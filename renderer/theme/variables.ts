import type { CSSVariablesResolver } from '@mantine/core';
import { dark, gray, surfaces } from './colours';

const named = (colours: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(colours).map(([name, value]) => [`--ms-${name}`, value]));

/** Mantine's variables that the design sets otherwise, and our own. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-error': 'var(--ms-bad-text)',
    '--mantine-color-placeholder': 'var(--mantine-color-dimmed)',
    '--mantine-color-default-border': 'var(--ms-border)',
    '--mantine-color-default-hover': 'var(--ms-hover)',
    '--mantine-color-anchor': 'var(--ms-accent-text)',
  },
  light: {
    ...named(surfaces.light),
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-default': surfaces.light.card,
    /** The 1 px under controls, in the light scheme only. */
    '--ms-lift': '0 1px 2px rgba(26, 29, 35, 0.05)',
  },
  dark: {
    ...named(surfaces.dark),
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-default': surfaces.dark.card,
    '--ms-lift': 'none',
  },
});
