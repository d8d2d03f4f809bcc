import { expect, test } from 'vitest';
import { resolveCommand } from './resolve-command';
import { shopConfig } from './testing/shop-config';

test.each(['python', 'python3', 'python3.12'])("%s of a command is the project's interpreter", (word) => {
  expect(resolveCommand([word, 'manage.py', 'migrate'], shopConfig())).toEqual({
    file: '/code/shop/.venv/bin/python',
    args: ['manage.py', 'migrate'],
  });
});

test('another program stays as it is; known placeholders are filled in, other braces are not', () => {
  const command = ['gunicorn', '-b', '{host}:{port}', '--access-logformat', '%({x}i)s {}'];
  expect(resolveCommand(command, shopConfig(), { host: '127.0.0.1', port: '4000' })).toEqual({
    file: 'gunicorn',
    args: ['-b', '127.0.0.1:4000', '--access-logformat', '%({x}i)s {}'],
  });
});

test('an empty command is refused', () => {
  expect(() => resolveCommand([], shopConfig())).toThrow('The command of shop is empty.');
});

test.each(['manage.py', './manage.py'])("%s is run by the project's interpreter", (word) => {
  expect(resolveCommand([word, 'shell'], shopConfig())).toEqual({
    file: '/code/shop/.venv/bin/python',
    args: [shopConfig().detected.managePy, 'shell'],
  });
});
