import { closeSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { z } from 'zod';

/** Tells a started host which open files came with it from its parent. */
export const inheritedVariable = 'MANYSITE_INHERITED_FILES';

const filesSchema = z.record(z.string().regex(/^\d+$/), z.string());

/** open(2), O_CLOEXEC: not passed on to programs. */
const closeOnExec = 0o2000000;

const isPassedOn = (descriptor: string): boolean => {
  const [, flags = '0'] =
    /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8')) ?? [];
  return (Number.parseInt(flags, 8) & closeOnExec) === 0;
};

/** What a descriptor leads to, as Linux names it; null for one that is closed. */
const targetOf = (descriptor: string): string | null => {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    // Closed since it was listed.
    return null;
  }
};

/**
 * The open files that a program would get from this process besides its first three. Chromium leaves its sockets and databases open for whatever
 * is started; a host that outlives its window would hold them. Elsewhere than on Linux nothing is passed on.
 *
 * @returns what `closeInherited` takes
 */
export const inheritableFiles = (): string => {
  if (process.platform !== 'linux') return '{}';
  const found: Record<string, string> = {};
  for (const descriptor of readdirSync('/proc/self/fd')) {
    const target = Number(descriptor) > 2 ? targetOf(descriptor) : null;
    if (target !== null && isPassedOn(descriptor)) found[descriptor] = target;
  }
  return JSON.stringify(found);
};

/** Closes what came from the parent and is still the same, first thing in a started host. */
export const closeInherited = (environment: NodeJS.ProcessEnv): void => {
  const given = environment[inheritedVariable];
  delete environment[inheritedVariable];
  if (given === undefined) return;
  for (const [descriptor, target] of Object.entries(filesSchema.parse(JSON.parse(given))))
    if (targetOf(descriptor) === target) closeSync(Number(descriptor));
};
