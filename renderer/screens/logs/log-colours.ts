import { black, cobalt, dark, gray, surfaces, white } from '../../theme/colours';
import { readable } from './palette';

/** Colours of the log in one scheme, as plain hex: xterm takes no variables. */
export interface LogColours {
  readonly ground: string;
  readonly text: string;
  readonly faint: string;
  readonly badGround: string;
  readonly selection: string;
  readonly match: string;
  readonly activeMatch: string;
  /** Names of servers: each has one of these, by its place. */
  readonly names: readonly string[];
  /** ANSI 0 to 15; 1 to 4 mean failed, fine, warning and redirected, 8 is faint. */
  readonly ansi: readonly string[];
}

/** How many colours there are for names. */
export const nameColourCount = 8;

/** Readable on the ground of errors, too. */
const lightFaint = gray[6] ?? black;

const light: LogColours = {
  ground: surfaces.light.term,
  text: black,
  faint: lightFaint,
  badGround: surfaces.light['bad-bg'],
  selection: cobalt[1] ?? white,
  match: '#FFE8A8',
  activeMatch: '#F2B01E',
  names: ['#3552C9', '#0B7285', '#8A5A00', '#A61E4D', '#B4441A', '#3F6E12', '#1864AB', '#6741D9'],
  ansi: [
    black,
    surfaces.light['bad-text'],
    surfaces.light['ok-text'],
    surfaces.light['warn-text'],
    surfaces.light['accent-text'],
    '#9C36B5',
    '#0B7285',
    gray[6] ?? black,
    lightFaint,
    surfaces.light.bad,
    surfaces.light.ok,
    surfaces.light.warn,
    cobalt[6] ?? black,
    '#AE3EC9',
    '#1098AD',
    black,
  ].map((colour) => readable(colour, surfaces.light.term, black)),
};

const darkColours: LogColours = {
  ground: surfaces.dark.term,
  text: dark[0] ?? white,
  faint: surfaces.dark['text-faint'],
  badGround: surfaces.dark['bad-bg'],
  selection: '#2E3C6E',
  match: '#4A3C12',
  activeMatch: '#8A6A12',
  names: ['#9DB2FA', '#63E6BE', '#F2C75C', '#FAA2C1', '#FFA98A', '#A9E34B', '#74C0FC', '#C5B5FC'],
  ansi: [
    dark[4] ?? black,
    surfaces.dark['bad-text'],
    surfaces.dark['ok-text'],
    surfaces.dark['warn-text'],
    surfaces.dark['accent-text'],
    '#E599F7',
    '#66D9E8',
    dark[1] ?? white,
    surfaces.dark['text-faint'],
    surfaces.dark.bad,
    surfaces.dark.ok,
    surfaces.dark.warn,
    '#BAC8FA',
    '#EEBEFA',
    '#99E9F2',
    white,
  ].map((colour) => readable(colour, surfaces.dark.term, white)),
};

/** The numbers under which the terminal has the colours that are ours: names first, then the ground of errors. */
export const ownColours = ({ names, badGround }: LogColours): readonly string[] => [...names, badGround];

/** The log's colours, each scheme with its own. */
export const logColours = { light, dark: darkColours } as const;
