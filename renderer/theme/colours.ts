import type { MantineColorsTuple } from '@mantine/core';

/** The one accent colour. Green, amber and red only ever mean state. */
export const cobalt: MantineColorsTuple = [
  '#EEF2FF',
  '#DDE4FD',
  '#BAC8FA',
  '#9DB2FA',
  '#7C93EC',
  '#5C7CFA',
  '#4263EB',
  '#3B5BDB',
  '#3552C9',
  '#2A43A8',
];

export const gray: MantineColorsTuple = [
  '#F6F7F9',
  '#F0F2F5',
  '#EAECF0',
  '#DEE1E7',
  '#D3D7DE',
  '#868D99',
  '#646B78',
  '#434956',
  '#2B303A',
  '#1A1D23',
];

export const dark: MantineColorsTuple = [
  '#E6E8EC',
  '#C5C9D1',
  '#9CA2AE',
  '#8B919D',
  '#383D48',
  '#282C35',
  '#22262E',
  '#17191F',
  '#111318',
  '#0B0C0F',
];

export const white = '#FFFFFF';
export const black = '#1A1D23';

/**
 * Our own variables in both schemes, as plain hex: Chrome 108 has no `color-mix()`, which Mantine emits for a `var()` in `alpha()`.
 * The name is what follows `--ms-` in CSS.
 */
export const surfaces = {
  light: {
    sunken: '#F6F7F9',
    card: '#FFFFFF',
    border: '#DEE1E7',
    hair: '#EAECF0',
    hover: '#F0F2F5',
    segment: '#EDEFF3',
    'segment-on': '#FFFFFF',
    'text-soft': '#434956',
    'text-faint': '#6B727F',
    'accent-text': '#3552C9',
    'accent-bg': '#EEF2FF',
    ok: '#2F9E44',
    'ok-text': '#217034',
    'ok-bg': '#E9F8EC',
    warn: '#BF7B00',
    'warn-text': '#8A5A00',
    'warn-bg': '#FFF7E3',
    'warn-border': '#F3DFA6',
    bad: '#E03131',
    'bad-text': '#C22525',
    'bad-bg': '#FFF2F1',
    'del-bg': '#FDE7E6',
    'add-bg': '#DDF5E2',
    track: '#E6E9EE',
    term: '#FBFBFC',
    ring: '#868D99',
  },
  dark: {
    sunken: '#111318',
    card: '#1C1F26',
    border: '#30343E',
    hair: '#272B33',
    hover: '#242831',
    segment: '#0F1115',
    'segment-on': '#2A2F39',
    'text-soft': '#C5C9D1',
    'text-faint': '#8B919D',
    'accent-text': '#9DB2FA',
    'accent-bg': '#1E2747',
    ok: '#40C057',
    'ok-text': '#7DDB8D',
    'ok-bg': '#16281B',
    warn: '#F2B01E',
    'warn-text': '#F2C75C',
    'warn-bg': '#2A2312',
    'warn-border': '#54451C',
    bad: '#FA5252',
    'bad-text': '#FF9B98',
    'bad-bg': '#2C1A1C',
    'del-bg': '#43201F',
    'add-bg': '#173A20',
    track: '#2A2E37',
    term: '#121419',
    ring: '#646B78',
  },
} as const;
