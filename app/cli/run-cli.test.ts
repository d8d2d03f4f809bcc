import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { doorErrorCode, type Notice } from '../contract';
import type { Client } from './session';
import { database, project, script, scriptedClient } from './testing/scripted-host';
import { run, testTerminal } from './testing/test-terminal';

describe('what happened to the engine by itself', () => {
  const notice: Notice = {
    id: 'n1',
    at: '2026-10-30T10:00:00Z',
    severity: 'warning',
    title: 'PostgreSQL ended at 14:31:08 and was started again',
    details: ['Cut off: “Import \u001b[2Jlive.dump”.'],
    about: {
      kind: 'postgres-ended',
      how: 'ended',
      endedAt: '2026-10-30T10:00:00Z',
      backAfterMs: 400,
      cutOff: [],
      restarted: [],
    },
  };

  test('is told on stderr before the command’s own words, and never where JSON was asked for', async () => {
    const client = scriptedClient(script({ notices: [notice] }));
    const text = await run(['sites'], client);
    expect(text.err).toBe(
      'Note: PostgreSQL ended at 14:31:08 and was started again.\n      Cut off: “Import live.dump”.\n',
    );
    expect((await run(['sites', '--json'], client)).err).toBe('');
  });
});

describe('results', () => {
  test('are text for people and the whole value as JSON', async () => {
    const play = script();
    const text = await run(['sites'], scriptedClient(play));
    expect(text.out).toContain('http://portal.127.0.0.1.nip.io:8000/');
    const json = await run(['--json', 'sites'], scriptedClient(play));
    expect(json).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(json.out)).toEqual(
      play.sites.map((one) => ({ ...one, server: null, routedToPort: null })),
    );
  });

  test('of a log are an array, and their control sequences do not reach a terminal', async () => {
    const text = await run(['logs'], scriptedClient(script()));
    expect(text.out).toContain('GET /');
    expect(text.out).not.toContain('\u001b');
    const json = await run(['logs', '--json'], scriptedClient(script()));
    expect(JSON.parse(json.out)).toHaveLength(1);
  });

  test('of a log that is followed are one JSON value a line', async () => {
    const { out } = await run(['logs', '-f', '--json'], scriptedClient(script()));
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).server),
    ).toEqual(['all']);
  });

  test('of no command are the overview', async () => {
    const { code, out } = await run([], scriptedClient(script()));
    expect(code).toBe(0);
    expect(out).toContain('next: manysite start');
    expect(JSON.parse((await run(['--json'], scriptedClient(script()))).out).projects[0].database).toBe(
      'shop_live',
    );
  });

  test('of an error of the host are its message, its hint and its exit code', async () => {
    const { code, err } = await run(['rewrite'], scriptedClient(script()));
    expect(code).toBe(3);
    expect(err).toBe('Error: The sites changed meanwhile.\nNext:  Run it again.\n');
  });

  test('of a bug are its stack and 70', async () => {
    const watch = async (): Promise<never> => {
      throw new TypeError('undefined is not a function');
    };
    const { code, err } = await run([], { watch, notices: { take: async () => [] } } as unknown as Client);
    expect(code).toBe(70);
    expect(err).toContain('undefined is not a function');
    expect(err).toContain('run-cli.test.ts');
  });

  test('of an error that ends a stream are the same', async () => {
    const data = { code: 'catalog-damaged', message: 'The catalog is damaged.', hint: null, data: {} };
    const crossed = Object.assign(new Error('The catalog is damaged.'), { code: doorErrorCode, data });
    const watch = async (): Promise<never> => {
      throw crossed;
    };
    const { code, err } = await run([], { watch, notices: { take: async () => [] } } as unknown as Client);
    expect({ code, err }).toEqual({ code: 4, err: 'Error: The catalog is damaged.\n' });
  });

  test('of a switch to the database that is active already say so', async () => {
    const { out } = await run(['switch', 'shop_live'], scriptedClient(script()));
    expect(out).toBe('shop_live was the active database already.\n');
  });

  test('of help for help are the help', async () => {
    const { code, out } = await run(['help', 'help'], null);
    expect(code).toBe(0);
    expect(out).toContain('Usage: manysite');
  });
});

describe('the project of a command', () => {
  test('is named by --project before or after the command', async () => {
    const play = script({ projects: [project(), project({ id: 'p2', name: 'blog', folder: '/code/blog' })] });
    for (const words of [
      ['-p', 'blog', 'rewrite', '-n'],
      ['rewrite', '-n', '--project', 'p2'],
    ]) {
      expect((await run(words, scriptedClient(play))).code).toBe(0);
    }
    expect(play.calls).toEqual([
      ['plan', expect.objectContaining({ projectId: 'p2', database: null })],
      ['plan', expect.objectContaining({ projectId: 'p2', database: null })],
    ]);
  });

  test('is refused with 2 where it could be several, naming them', async () => {
    const play = script({ projects: [project(), project({ id: 'p2', name: 'blog', folder: '/code/blog' })] });
    const terminal = testTerminal({ cwd: '/elsewhere' });
    const { code, err } = await run(['sites'], scriptedClient(play), terminal);
    expect(code).toBe(2);
    expect(err).toContain('shop (/code/shop), blog (/code/blog)');
  });
});

describe('paths', () => {
  test('are resolved against the working directory before they go to the host', async () => {
    const play = script();
    await run(
      [
        'import',
        'dumps/live.dump',
        '--slug',
        '12=velos',
        '--slug',
        '07=a',
        '--label',
        'L',
        '--leave-out',
        '7',
      ],
      scriptedClient(play),
    );
    await run(['add', '../blog'], scriptedClient(play));
    expect(play.calls).toEqual([
      [
        'import',
        {
          projectId: 'p1',
          file: '/code/shop/dumps/live.dump',
          label: 'L',
          slugs: { '12': 'velos', '7': 'a' },
          isSpool: false,
          switches: false,
          leavesOut: [
            { kind: 'entry', dumpId: 7 },
            { kind: 'line', line: 7 },
          ],
        },
      ],
      ['add', { folder: '/code/blog', moved: 'ask', projectId: null }],
    ]);
  });
});

describe('what cannot be taken back', () => {
  test('deletes by the whole name or label only', async () => {
    const play = script();
    expect((await run(['delete', 'shop_l'], scriptedClient(play))).code).toBe(2);
    expect((await run(['delete', 'live'], scriptedClient(play))).code).toBe(0);
    expect(play.calls).toEqual([['delete', { projectId: 'p1', database: 'shop_live' }]]);
  });

  test('is asked wherever a person sees it, and refused where one types but would not see the question', async () => {
    const typed = (text: string) => Object.assign(Readable.from([text]), { isTTY: true as const });
    for (const words of [['delete', 'live'], ['reset'], ['remove']]) {
      const play = script();
      const client = scriptedClient(play);
      // As in `manysite reset 2> log`.
      const unseen = await run(words, client, testTerminal({ stdin: typed('y\n') }));
      expect(unseen).toMatchObject({ code: 2, err: expect.stringContaining('Repeat it with --yes.') });
      // A terminal without cursor, as in an editor.
      const dumb = await run(words, client, testTerminal({ stdin: typed('n\n'), isSeen: true }));
      expect(dumb).toMatchObject({ code: 130, err: expect.stringContaining('Nothing was changed.') });
      expect(play.calls).toEqual([]);
    }
  });

  test('removes a project with databases only when somebody says yes', async () => {
    const play = script();
    const refused = await run(['remove'], scriptedClient(play));
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('Repeat it with --yes.');
    expect(play.calls).toEqual([]);
    expect((await run(['remove', '--yes'], scriptedClient(play))).code).toBe(0);
    expect((await run(['remove', 'shop'], scriptedClient(script({ databases: [] })))).code).toBe(0);
  });
});

describe('where no host runs', () => {
  test('quit and stop have nothing to do', async () => {
    expect(await run(['quit'], null)).toEqual({ code: 0, out: 'Manysite is not running.\n', err: '' });
    expect(JSON.parse((await run(['quit', '--json'], null)).out)).toEqual({ stopped: [] });
    expect((await run(['stop'], null)).code).toBe(0);
  });

  test('quit says what it stopped where one runs', async () => {
    expect((await run(['quit'], scriptedClient(script()))).out).toBe(
      'Stopped:\n  shop: 1 server\n  PostgreSQL\n',
    );
  });
});

describe('switching', () => {
  test('takes the beginning of one name, and refuses that of several', async () => {
    const play = script({
      databases: [database(), database({ id: 'd2', name: 'shop_stage', label: 'stage' })],
    });
    expect((await run(['switch', 'st'], scriptedClient(play))).code).toBe(0);
    expect(play.calls).toEqual([['switch', { projectId: 'p1', database: 'shop_stage' }]]);
    const { code, err } = await run(['switch', 'shop_'], scriptedClient(play));
    expect(code).toBe(2);
    expect(err).toContain('shop_live, shop_stage');
  });
});
