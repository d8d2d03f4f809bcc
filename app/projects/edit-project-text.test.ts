import { describe, expect, test } from 'vitest';
import { editProjectText } from './edit-project-text';

const edit = (text: string | null, changes: Readonly<Record<string, unknown>>): string =>
  editProjectText(
    '/code/shop/manysite.json',
    text,
    Object.entries(changes).map(([key, value]) => ({ key, value })),
  );

const commented = `{
    // Agreed on 3 March.
    "name": "shop", /* ours */
    "serve": {
        "env": { "DEBUG": "1" }, // for everybody
    },
}
`;

describe('a change of a project file', () => {
  test('keeps comments, order and indentation', () => {
    expect(edit(commented, { domainFormat: '{}.localhost', 'serve.env.DEBUG': '0' })).toBe(`{
    // Agreed on 3 March.
    "name": "shop", /* ours */
    "serve": {
        "env": { "DEBUG": "0" }, // for everybody
    },
    "domainFormat": "{}.localhost",
}
`);
  });

  test('makes a file where there is none, with the objects that a key lies in', () => {
    expect(edit(null, { 'django.python': '.venv/bin/python' })).toBe(
      '{\n  "django": {\n    "python": ".venv/bin/python"\n  }\n}\n',
    );
  });

  test('takes a key out, and the objects that are empty then', () => {
    expect(
      edit('{\n\t"name": "shop",\n\t"serve": { "env": { "A": "1" } }\n}\n', { 'serve.env.A': undefined }),
    ).toBe('{\n\t"name": "shop"\n}\n');
  });

  test.each([
    ['serve.readyTimeoutSeconds', '30', '30'],
    ['serve.warmUp', '["/", "/de/"]', '[\n      "/",\n      "/de/"\n    ]'],
    ['serve.overlay.email', 'false', 'false'],
    ['sites.portal.id', '3', '3'],
    ['serve.env.DEBUG', '1', '"1"'],
    ['name', '2026', '"2026"'],
    ['domainFormat', '{}.localhost', '"{}.localhost"'],
  ])('takes %s=%s from a command line as the key wants it', (key, text, written) => {
    expect(edit('{}', { [key]: text })).toContain(written);
  });

  test.each([
    ['colour', 'red', 'project-file-invalid', /"colour" is not known here/],
    ['defaultMode', 'both', 'project-file-invalid', /"defaultMode" must be one of/],
    ['serve.readyTimeoutSeconds', 'soon', 'project-file-invalid', /must be a number, and is "soon"/],
    ['serve.readyTimeoutSeconds', '0', 'project-file-invalid', /at least 1/],
    ['serve.overlay.emial', 'false', 'project-file-invalid', /no line of the settings overlay/],
    ['domainFormat', 'localhost', 'domain-format-invalid', /no placeholder/],
    ['name.first', 'x', 'project-file-invalid', /"name"/],
  ])('refuses %s=%s', (key, value, code, message) => {
    expect(() => edit('{ "serve": {} }', { [key]: value })).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  test('is refused for a file that is broken already, with its line', () => {
    expect(() => edit('{\n  "name": \n}', { name: 'x' })).toThrow(/line 3/);
  });

  test('keeps the line ends of Windows', () => {
    expect(edit('{\r\n  "name": "a"\r\n}\r\n', { defaultMode: 'multi-process' })).toBe(
      '{\r\n  "name": "a",\r\n  "defaultMode": "multi-process"\r\n}\r\n',
    );
  });
});
