import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder for one test, deleted afterwards with everything in it. */
export interface ProjectFolder extends AsyncDisposable {
  readonly path: string;
  readonly write: (file: string, text: string) => Promise<string>;
}

/** What `django-admin startproject shop` writes as manage.py, from Django 5.2. */
export const managePyText = `#!/usr/bin/env python
"""Django's command-line utility for administrative tasks."""
import os
import sys


def main():
    """Run administrative tasks."""
    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')
    try:
        from django.core.management import execute_from_command_line
    except ImportError as exc:
        raise ImportError("Couldn't import Django.") from exc
    execute_from_command_line(sys.argv)


if __name__ == '__main__':
    main()
`;

export const projectFolder = async (files: Readonly<Record<string, string>> = {}): Promise<ProjectFolder> => {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'manysite-project-')));
  const write = async (file: string, text: string): Promise<string> => {
    const full = join(path, file);
    await mkdir(dirname(full), { recursive: true });
    await writeFile(full, text);
    return full;
  };
  for (const [file, text] of Object.entries(files)) await write(file, text);
  return {
    path,
    write,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
};
