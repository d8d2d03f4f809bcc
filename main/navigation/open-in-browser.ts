import { shell } from 'electron';
import { isForBrowser } from './rules';

/** A page that asks for more than this opens nothing: no click is that fast. */
const leastMsBetween = 500;
let openedAt = Number.NEGATIVE_INFINITY;

/** Hands an http or https address to the system's browser; drops every other. */
export const openInBrowser = async (address: string): Promise<void> => {
  const now = performance.now();
  if (!isForBrowser(address) || now - openedAt < leastMsBetween) return;
  openedAt = now;
  await shell.openExternal(address);
};
