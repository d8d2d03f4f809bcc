import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createStagingDatabase, dropDatabase } from '../../postgres/databases';
import { createImportRole } from '../../postgres/roles';
import { startTemporaryCluster, type TemporaryCluster } from '../../postgres/temporary-cluster';
import type { RestoreProgress } from '../restore/progress-meter';
import { buildWorker } from '../testing/build-worker';
import type { ImportRequest } from './messages';
import { runImporter } from './run-importer';

let temporary: TemporaryCluster;
let folder: string;
let workerUrl: URL;

beforeAll(async () => {
  temporary = await startTemporaryCluster();
  folder = await mkdtemp(join(tmpdir(), 'manysite-importer-'));
  workerUrl = await buildWorker(join(import.meta.dirname, 'worker.ts'), folder);
});
afterAll(async () => {
  await temporary?.close();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

let count = 0;
const stage = async (file: string): Promise<ImportRequest> => {
  count += 1;
  const database = `import_worker_${count}`;
  const login = await createImportRole(temporary.cluster, database);
  await createStagingDatabase(temporary.cluster, { name: database, owner: database, dumpLocale: null });
  const { host, port } = temporary.cluster;
  return {
    file,
    connection: { host, port, database, ...login },
    connections: 2,
    availableExtensions: [],
    leavesOut: [],
  };
};

const connections = (request: ImportRequest) =>
  temporary.cluster.query(
    'postgres',
    "SELECT pid FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'",
    [request.connection.database],
  );

const dumpOf = (rowCount: number): string => {
  const rows = Array.from({ length: rowCount }, (_, id) => `${id}\t${'word '.repeat(20)}`).join('\n');
  return `--
-- PostgreSQL database dump
--

CREATE TABLE public.t (id integer NOT NULL, words text);
COPY public.t (id, words) FROM stdin;
${rows}
\\.
ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);

--
-- PostgreSQL database dump complete
--
`;
};
const write = async (name: string, text: string): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
};

const run = (
  request: ImportRequest,
  options: { onProgress?: (progress: RestoreProgress) => void; signal?: AbortSignal; url?: URL } = {},
) =>
  runImporter({
    workerUrl: options.url ?? workerUrl,
    request,
    onProgress: options.onProgress ?? (() => undefined),
    signal: options.signal ?? new AbortController().signal,
  });

describe('an import in its own thread', () => {
  it('gives the report and the SHA-256 of the file, and tells its progress', async () => {
    const text = dumpOf(20_000);
    const request = await stage(await write('a dump, größer.sql', text));
    const seen: RestoreProgress[] = [];
    const result = await run(request, { onProgress: (progress) => seen.push(progress) });
    expect(result.report).toMatchObject({ tables: 1, rows: 20_000, indexes: 1 });
    expect(result.sha256).toBe(createHash('sha256').update(text).digest('hex'));
    expect(seen.at(-1)).toMatchObject({
      phase: 'verify',
      fraction: 1,
      bytesDone: Buffer.byteLength(text),
      bytesTotal: Buffer.byteLength(text),
    });
    expect(await connections(request)).toEqual([]);
  });

  it('passes the errors of a dump on as they are', async () => {
    const request = await stage(
      await write('broken.sql', dumpOf(1).replace('integer NOT NULL', 'no_such_type')),
    );
    await expect(run(request)).rejects.toMatchObject({
      name: 'AppError',
      code: 'dump-statement-failed',
      data: { sqlState: '42704' },
    });
    await expect(run({ ...request, file: join(folder, 'nowhere.sql') })).rejects.toMatchObject({
      code: 'file-not-found',
    });
    await vi.waitFor(async () => expect(await connections(request)).toEqual([]));
  });

  it('notices that the file grew while it was imported', async () => {
    const file = await write('growing.sql', dumpOf(200_000));
    const request = await stage(file);
    let appended: Promise<void> | null = null;
    const importing = run(request, {
      onProgress: () => {
        appended ??= appendFile(file, '\n');
      },
    });
    await expect(importing).rejects.toMatchObject({ code: 'dump-changed' });
    expect(appended).not.toBeNull();
  });

  it('is cancelled in the middle of rows and leaves no connection', async () => {
    const request = await stage(await write('long.sql', dumpOf(500_000)));
    const cancel = new AbortController();
    const importing = run(request, {
      signal: cancel.signal,
      onProgress: ({ phase }) => {
        if (phase === 'data') cancel.abort();
      },
    });
    await expect(importing).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitFor(async () => expect(await connections(request)).toEqual([]));
    await dropDatabase(temporary.cluster, request.connection.database);
  });

  it('that breaks down is an error, not silence', async () => {
    const request = await stage(await write('any.sql', dumpOf(1)));
    const crashing = pathToFileURL(
      await write('crash.mjs', "setTimeout(() => { throw new Error('out of luck'); }, 1);"),
    );
    await expect(run(request, { url: crashing })).rejects.toMatchObject({
      code: 'import-failed',
      message: expect.stringContaining('out of luck'),
    });
    const silent = pathToFileURL(await write('silent.mjs', 'process.exit(3);'));
    await expect(run(request, { url: silent })).rejects.toMatchObject({
      code: 'import-failed',
      message: expect.stringContaining('code 3'),
    });
    const babbling = pathToFileURL(
      await write(
        'babble.mjs',
        "import { parentPort } from 'node:worker_threads'; parentPort.postMessage({ kind: 'done' }); setTimeout(() => {}, 60000);",
      ),
    );
    await expect(run(request, { url: babbling })).rejects.toMatchObject({ code: 'import-failed' });
  });
});
