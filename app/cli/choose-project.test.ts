import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Project } from '../contract';
import { chooseProject } from './choose-project';
import { workingFolder } from './terminal';
import { project } from './testing/scripted-host';

let root: string;
let shop: Project;
let blog: Project;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'manysite-projects-')));
  for (const folder of ['shop/app/deep', 'blog', 'elsewhere'])
    mkdirSync(join(root, folder), { recursive: true });
  shop = project({ id: 'p1', name: 'shop', folder: join(root, 'shop') });
  blog = project({ id: 'p2', name: 'blog', folder: join(root, 'blog') });
});
afterEach(() => rmSync(root, { recursive: true }));

const chosen = (cwd: string, wanted?: string, projects: readonly Project[] = [shop, blog]): string =>
  chooseProject(projects, { wanted, cwd }).id;
const refusal = (cwd: string, wanted?: string, projects: readonly Project[] = [shop, blog]): unknown => {
  try {
    return chosen(cwd, wanted, projects);
  } catch (error) {
    return error;
  }
};

describe('--project', () => {
  test.each([
    ['an id', 'p2'],
    ['a name', 'blog'],
    ['a folder, seen from the working directory', '../blog'],
  ])('may be %s', (_, wanted) => {
    expect(chosen(join(root, 'shop'), wanted)).toBe('p2');
  });

  test('may lead to the folder by a link', () => {
    symlinkSync(join(root, 'blog'), join(root, 'link'));
    expect(chosen(root, join(root, 'link'))).toBe('p2');
  });

  test('that two projects are called by is refused, naming both folders', () => {
    const twin = project({ id: 'p3', name: 'blog', folder: join(root, 'elsewhere') });
    expect(refusal(root, 'blog', [shop, blog, twin])).toMatchObject({
      code: 'project-ambiguous',
      message: expect.stringContaining(join(root, 'elsewhere')),
    });
    expect(chosen(root, join(root, 'elsewhere'), [shop, blog, twin])).toBe('p3');
  });

  test('that is unknown is refused, naming those that are known', () => {
    expect(refusal(root, 'nope')).toMatchObject({
      code: 'project-not-found',
      hint: expect.stringContaining('shop'),
    });
    expect(refusal(root, 'nope', [])).toMatchObject({ hint: expect.stringContaining('manysite add') });
  });
});

describe('without --project', () => {
  test('it is the known folder here or above', () => {
    expect(chosen(join(root, 'blog'))).toBe('p2');
    expect(chosen(join(root, 'shop/app/deep'))).toBe('p1');
  });

  test('it is found through links on both sides', () => {
    symlinkSync(join(root, 'shop/app'), join(root, 'app-link'));
    expect(chosen(join(root, 'app-link'))).toBe('p1');
    symlinkSync(join(root, 'blog'), join(root, 'blog-link'));
    expect(chosen(join(root, 'blog'), undefined, [shop, { ...blog, folder: join(root, 'blog-link') }])).toBe(
      'p2',
    );
  });

  test('a manysite.json that was not added is never silently another project, even where there is only one', () => {
    writeFileSync(join(root, 'elsewhere/manysite.json'), '{}');
    expect(refusal(join(root, 'elsewhere'), undefined, [shop])).toMatchObject({
      code: 'project-not-found',
      hint: expect.stringContaining('manysite add .'),
    });
    // The nearer one counts.
    writeFileSync(join(root, 'shop/app/manysite.json'), '{}');
    expect(refusal(join(root, 'shop/app/deep'))).toMatchObject({ code: 'project-not-found' });
  });

  test('what lies around a git worktree is not meant by it; where nothing does, the only project is', () => {
    const inShop = join(root, 'shop/app');
    writeFileSync(join(inShop, '.git'), 'gitdir: /code/shop/.git/worktrees/feature\n');
    expect(refusal(join(inShop, 'deep'), undefined, [shop])).toMatchObject({
      code: 'project-not-found',
      message: `${inShop} is a git worktree of its own and is not added yet.`,
    });
    writeFileSync(join(root, 'elsewhere/.git'), 'gitdir: /code/other/.git/worktrees/feature\n');
    expect(chosen(join(root, 'elsewhere'), undefined, [shop])).toBe('p1');
  });

  test('elsewhere it is the only one there is', () => {
    expect(chosen(join(root, 'elsewhere'), undefined, [shop])).toBe('p1');
  });

  test('elsewhere several are refused by name, and none is told how to begin', () => {
    expect(refusal(join(root, 'elsewhere'))).toMatchObject({
      code: 'project-ambiguous',
      data: { projects: [{ name: 'shop' }, { name: 'blog' }] },
    });
    expect(refusal(root, undefined, [])).toMatchObject({ code: 'project-not-found' });
  });

  test('in a folder that somebody removed it is looked for where that was', () => {
    const gone = (): never => {
      throw Object.assign(new Error('no such directory'), { code: 'ENOENT' });
    };
    const cwd = workingFolder(gone, { PWD: join(root, 'shop/removed') });
    expect(chosen(cwd)).toBe('p1');
    expect(workingFolder(gone, {})).toBe('/');
    expect(workingFolder(() => root, { PWD: '/other' })).toBe(root);
  });
});
