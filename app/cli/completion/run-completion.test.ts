import { describe, expect, test } from 'vitest';
import { AppError } from '../../contract';
import { runCli } from '../run-cli';
import { database, job, project, script, scriptedClient, site } from '../testing/scripted-host';
import { attachTo, testTerminal } from '../testing/test-terminal';

const play = script({
  databases: [
    database({ label: 'live, Monday' }),
    database({ id: 'd2', name: 'shop_stage', label: 'stage', isActive: false }),
  ],
  sites: [site(), site({ id: 2, slug: 'velo', name: 'Velo: \u001b[31mred', domain: 'velo.localhost' })],
  jobStates: [job({ id: 'abcdef1234567' })],
});

const completed = async (words: readonly string[], attach = attachTo(scriptedClient(play))) => {
  const terminal = testTerminal();
  expect(await runCli(['__complete', ...words], { terminal, attach }, '1.2.3')).toBe(0);
  expect(terminal.err()).toBe('');
  const [kind, ...candidates] = terminal.out().trimEnd().split('\n');
  return { kind, candidates };
};

describe('names of the host', () => {
  test('of databases are names and labels, with what they are', async () => {
    expect((await completed(['fish', '--', 'switch', ''])).candidates).toEqual([
      'shop_live\tlive, Monday, active',
      'live, Monday\tlabel of shop_live',
      'shop_stage\tstage',
      'stage\tlabel of shop_stage',
    ]);
  });

  test('are quoted for bash, where a quote is open too', async () => {
    const line = (text: string) => completed(['bash', '--', text, ' =:']);
    expect((await line('manysite switch li')).candidates).toEqual(['live,\\ Monday']);
    expect((await line('manysite switch "live, M')).candidates).toEqual(['live, Monday']);
    expect((await line('manysite sites --database=st')).candidates).toEqual(['stage']);
  });

  test('are parted from their meaning by a colon for zsh', async () => {
    expect((await completed(['zsh', '--', 'env', '--site', ''])).candidates).toEqual([
      'portal:Portal',
      'velo:Velo: red',
    ]);
    expect(await completed(['zsh', '--', 'status', '--project='])).toEqual({
      kind: 'values',
      candidates: ['shop:/code/shop'],
    });
  });

  test('are those of the project that the line or the folder means', async () => {
    const two = script({
      projects: [project(), project({ id: 'p2', name: 'blog', folder: '/code/blog' })],
      databases: [database(), database({ id: 'd2', projectId: 'p2', name: 'blog_live', label: 'blog' })],
    });
    const attach = attachTo(scriptedClient(two));
    const ofBlog = await completed(['fish', '--', '-p', 'blog', 'switch', ''], attach);
    expect(ofBlog.candidates[0]).toMatch(/^blog_live\t/);
    const ofFolder = await completed(['fish', '--', 'switch', ''], attach);
    expect(ofFolder.candidates[0]).toMatch(/^shop_live\t/);
    expect((await completed(['fish', '--', '-p', 'nope', 'switch', ''], attach)).candidates).toEqual([]);
  });

  test('of jobs are beginnings of ids of those that run', async () => {
    expect((await completed(['fish', '--', 'cancel', ''])).candidates).toEqual([
      'abcdef12\tImport live.dump',
    ]);
  });
});

describe('what needs no host', () => {
  const noHost = attachTo(null);
  test.each([
    [['fish', '--', 'mode', ''], 'names', 'single-process\tone process for all sites'],
    [['fish', '--', 'import', ''], 'files', undefined],
    [['fish', '--', 'add', ''], 'folders', undefined],
    [['fish', '--', 'switch', ''], 'names', undefined],
  ])('%j is answered without one', async (words, kind, first) => {
    const { candidates, ...rest } = await completed(words, noHost);
    expect(rest.kind).toBe(kind);
    expect(candidates[0]).toBe(first);
  });

  test('a host that fails is the command’s to tell', async () => {
    const fails = async (): Promise<never> => {
      throw new AppError('not-authorised', 'The token is wrong.');
    };
    expect(await completed(['fish', '--', 'switch', ''], fails)).toEqual({ kind: 'names', candidates: [] });
  });
});
