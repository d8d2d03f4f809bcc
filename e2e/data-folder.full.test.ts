import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openPlace, type Place, valuesOf } from './support/place';
import { answerOf, serveTiny } from './support/tiny-site';

let place: Place;
beforeEach(() => {
  place = openPlace();
});
afterEach(() => place.dispose());

it('a data folder that was copied while its host ran is another one: both run at once, on ports of their own', async () => {
  const original = place.at('original');
  await serveTiny(original);
  // A cluster that is written to cannot be copied file by file; this one is at rest but for its lock.
  await original.json('stop', '--project', 'shop');
  execFileSync('cp', ['-a', original.dataFolder, join(place.folder, 'copy')]);
  const copy = place.at('copy');
  const next = await copy.run('databases', '--project', 'shop');
  expect(next.exitCode).toBe(0);
  expect(next.stderr).toContain('This data folder is a copy of one that was in use');
  expect(await copy.json('databases', '--project', 'shop')).toMatchObject([{ state: 'ready' }]);
  for (const sandbox of [original, copy]) {
    await sandbox.json('start', '--project', 'shop');
    expect(await answerOf(sandbox)).toBe(200);
  }
  const [ours, theirs] = [original, copy].map((sandbox) => valuesOf(sandbox, 'config/settings.json'));
  for (const port of ['postgresPort', 'routerPort', 'doorPort'])
    expect(theirs?.[port]).not.toBe(ours?.[port]);
  expect(valuesOf(copy, 'host.lock').pid).not.toBe(valuesOf(original, 'host.lock').pid);
});
