import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../contract';
import { projectFolder } from '../testing/project-folder';
import { readProjectFile } from './read-project-file';

const read = async (text: string) => {
  await using folder = await projectFolder({ 'manysite.json': text });
  return (await readProjectFile(join(folder.path, 'manysite.json')))?.value;
};

const refusal = async (text: string): Promise<AppError> => {
  try {
    await read(text);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it was accepted');
};

describe('a project file', () => {
  test('may be empty of keys, hold comments, trailing commas and a byte order mark', async () => {
    expect(await read('{}')).toEqual({});
    expect(
      await read(
        '\uFEFF{\n  // ours\n  "name": "shop", /* and */\n  "afterImport": [["python", "x.py"],],\n}',
      ),
    ).toEqual({
      name: 'shop',
      afterImport: [['python', 'x.py']],
    });
  });

  test('that is not there is null', async () => {
    await using folder = await projectFolder();
    expect(await readProjectFile(join(folder.path, 'manysite.json'))).toBeNull();
  });

  test.each([
    [
      'a wrong type',
      '{\n  "serve": {\n    "readyTimeoutSeconds": "soon"\n  }\n}',
      3,
      28,
      'serve.readyTimeoutSeconds',
      'must be a number, and is "soon"',
    ],
    [
      'a number that is too big',
      '{ "serve": { "readyTimeoutSeconds": 900 } }',
      1,
      37,
      'serve.readyTimeoutSeconds',
      'must be at most 600, and is 900',
    ],
    [
      'a word that is none of the list',
      '{\n  "defaultMode": "multi"\n}',
      2,
      18,
      'defaultMode',
      'must be one of "single-process", "multi-process", and is "multi"',
    ],
    ['an empty string', '{"name": ""}', 1, 10, 'name', 'must be not empty, and is ""'],
    [
      'an empty command',
      '{"afterImport": [[]]}',
      1,
      18,
      'afterImport.0',
      'must be a list that is not empty, and is []',
    ],
    [
      'a wrong item',
      '{"serve": {"warmUp": ["/", "shop"]}}',
      1,
      28,
      'serve.warmUp.1',
      'must be text that starts with /, and is "shop"',
    ],
    [
      'a settings module that is a path',
      '{"django": {"settings": "shop/settings.py"}}',
      1,
      25,
      'django.settings',
      'must be a dotted Python module, such as shop.settings, and is "shop/settings.py"',
    ],
    ['an object in place of text', '{"name": {"a": 1}}', 1, 10, 'name', 'must be a string, and is {"a":1}'],
    ['null', '{"name": null}', 1, 10, 'name', 'must be a string, and is null'],
    ['a list at the top', '[]', 1, 1, '', 'must be an object, and is []'],
    [
      'a fraction as id',
      '{"sites": {"a": {"id": 1.5}}}',
      1,
      24,
      'sites.a.id',
      'must be a whole number, and is 1.5',
    ],
  ])(
    'with %s names line, column, key and what was expected',
    async (_, text, line, column, key, expected) => {
      const error = await refusal(text);
      expect(error.code).toBe('project-file-invalid');
      expect(error.data).toMatchObject({ line, column, key, expected });
      expect(error.message).toContain(`manysite.json, line ${line}, column ${column}: `);
      expect(error.message).toContain(expected);
    },
  );

  test('with an unknown key points at the key and lists the known ones', async () => {
    const error = await refusal('{\n  "serve": {\n    "warmup": ["/"]\n  }\n}');
    expect(error.data).toMatchObject({ line: 3, column: 5, key: 'serve.warmup' });
    expect(error.message).toContain(
      '"serve.warmup" is not known here; known are backend, command, env, envFiles, warmUp',
    );
  });

  test('knows what a site may hold', async () => {
    expect((await refusal('{"sites": {"a": {"domain": "x"}}}')).message).toContain(
      'known are id, realDomain, name',
    );
  });

  test('with several errors tells all of them in its data', async () => {
    const error = await refusal('{"name": 1, "colour": "red"}');
    expect(error.message).toContain('(and 1 more)');
    expect(error.data.problems).toHaveLength(2);
  });

  test.each([
    ['a missing comma', '{\n  "name": "shop"\n  "sites": {}\n}', 3, 3, 'a comma was expected'],
    ['a missing bracket', '{\n  "name": "shop"\n', 3, 1, 'a closing } was expected'],
    ['no text at all', '', 1, 1, 'a value was expected'],
    ['a word without quotes', '{"name": shop}', 1, 10, 'this word is not JSON'],
    [
      'a key twice',
      '{\n  "name": "a",\n  "name": "b"\n}',
      3,
      3,
      'the key "name" stands here for the second time',
    ],
  ])('with %s names the place', async (_, text, line, column, expected) => {
    const error = await refusal(text);
    expect(error.code).toBe('project-file-invalid');
    expect(error.data).toMatchObject({ line, column, expected });
  });
});
