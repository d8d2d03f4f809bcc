import type { Mode } from '../../app/contract';

/** The modes as titles. */
export const modeNames: Readonly<Record<Mode, string>> = {
  'single-process': 'Single-process',
  'multi-process': 'Multi-process',
};
