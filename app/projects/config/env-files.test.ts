import { describe, expect, test } from 'vitest';
import { projectFolder } from '../testing/project-folder';
import { readEnvFiles } from './env-files';

describe('env files', () => {
  test('are read in order, and the first file that has a variable wins', async () => {
    await using folder = await projectFolder({
      '.env.local': 'DEBUG=1\n',
      '.env': 'DEBUG=0\nexport SECRET_KEY="a b" # note\n',
    });
    const { variables } = await readEnvFiles(folder.path, ['.env.local', '.env'], {});
    expect(variables).toEqual([
      { name: 'DEBUG', value: '1', file: '.env.local' },
      { name: 'SECRET_KEY', value: 'a b', file: '.env' },
    ]);
  });

  test('may refer to variables before them, to the session, and to a default', async () => {
    await using folder = await projectFolder({
      '.env': `HOST=db
URL=postgres://\${HOST}/\${NAME:-shop}
WHERE=\${HOME}/x
NONE=\${NOPE}
PRICE=$5`,
    });
    const { variables } = await readEnvFiles(folder.path, ['.env'], { HOME: '/home/me' });
    expect(Object.fromEntries(variables.map(({ name, value }) => [name, value]))).toEqual({
      HOST: 'db',
      URL: 'postgres://db/shop',
      WHERE: '/home/me/x',
      NONE: '',
      PRICE: '$5',
    });
  });

  test('that are not there are named, not refused', async () => {
    await using folder = await projectFolder({ '.env': 'A=1' });
    expect((await readEnvFiles(folder.path, ['.env.live', '.env'], {})).missing).toEqual(['.env.live']);
  });

  test('that cannot be read are refused by name', async () => {
    await using folder = await projectFolder({ '.env/inside': '' });
    await expect(readEnvFiles(folder.path, ['.env'], {})).rejects.toMatchObject({
      code: 'project-file-invalid',
      message: expect.stringContaining(`${folder.path}/.env`),
    });
  });
});
