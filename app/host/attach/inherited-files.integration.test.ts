import { execFile } from 'node:child_process';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const script = `
  import { readlinkSync } from 'node:fs';
  import { closeInherited, inheritableFiles } from ${JSON.stringify(new URL('./inherited-files.ts', import.meta.url).href)};
  const leadsTo = () => { try { return readlinkSync('/proc/self/fd/' + process.argv[1]); } catch { return 'closed'; } };
  const listed = JSON.parse(inheritableFiles());
  const before = leadsTo();
  const environment = { MANYSITE_INHERITED_FILES: JSON.stringify({ [process.argv[1]]: process.argv[2] }) };
  closeInherited(environment);
  console.log(JSON.stringify({ isListed: process.argv[1] in listed, before, after: leadsTo(), environment }));
`;

/** High enough that Node has none of its own there, and does not hide it from its children by itself. */
const descriptor = '90';

const startedWith = async (file: string, named: string): Promise<unknown> => {
  const { stdout } = await promisify(execFile)('bash', [
    '-c',
    `exec ${descriptor}<"$0"; exec "$1" --import tsx/esm --input-type=module -e "$2" "$3" "$4"`,
    file,
    process.execPath,
    script,
    descriptor,
    named,
  ]);
  return JSON.parse(stdout);
};

it.skipIf(process.platform !== 'linux')(
  'files that came with the start are closed, and one that took the place of another is not',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'manysite-inherited-'));
    const file = join(folder, 'of-the-parent');
    openSync(file, 'w');
    expect(await startedWith(file, file)).toEqual({
      isListed: true,
      before: file,
      after: 'closed',
      environment: {},
    });
    expect(await startedWith(file, '/another')).toMatchObject({ after: file });
    rmSync(folder, { recursive: true });
  },
);
