import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { AppError } from '../../../contract';
import { isIgnoredByGit } from '../../../projects/git/ignored-file';
import type { ProjectConfig } from '../../../projects/project-config';
import { type CheckDefinition, type DoctorContext, type Finding, fix } from '../check';

const localName = 'manysite.local.json';

const configOf = ({ project }: DoctorContext): ProjectConfig | null => {
  const config = project?.config;
  return config === undefined || config instanceof AppError ? null : config;
};

/** What belongs to this machine must not be committed. */
const localFile = async (context: DoctorContext): Promise<Finding | null> => {
  const config = configOf(context);
  if (config === null) return null;
  const ignored = await isIgnoredByGit(config.folder, localName);
  const isThere = existsSync(join(config.folder, localName));
  if (ignored === null) return { state: 'ok', message: `${config.folder} is in no git repository.` };
  if (ignored) return { state: 'ok', message: `${localName} is ignored by git.` };
  return {
    state: isThere ? 'warning' : 'info',
    message: isThere
      ? `${localName} is not ignored by git, though it is for this machine only.`
      : `${localName} is not there yet, and git would not ignore it.`,
    fixes: [
      fix('Have git ignore it', `Add this line to ${join(config.folder, '.gitignore')}.`, {
        lines: [localName],
        isSuggested: true,
      }),
    ],
  };
};

const redisLine = /^(?!\s*#).*redis/i;

/** A cache on another server is shared with whoever uses it; keys get a prefix, the server stays. */
const caches = async (context: DoctorContext): Promise<Finding | null> => {
  const config = configOf(context);
  if (config === null) return null;
  for (const file of config.settingsFiles.filter((name) => name.endsWith('.py') && existsSync(name))) {
    const text = await readFile(file, 'utf8');
    const line = text.split('\n').findIndex((code) => redisLine.test(code));
    if (line === -1 || !/\bCACHES\b|\bCACHE_URL\b/.test(text)) continue;
    return {
      state: 'info',
      message: `${relative(config.folder, file)}, line ${line + 1} names Redis. Keys get a prefix for each database, so that nothing mixes; the server itself is not replaced.`,
      fixes: [
        fix(
          'Give it a local address',
          'Put the address of a Redis on this machine into serve.env of manysite.local.json, under the variable that the settings read.',
        ),
      ],
    };
  }
  return null;
};

export const projectFileChecks: readonly CheckDefinition[] = [
  { id: 'local-file', group: 'Project', title: 'Local file', run: localFile },
  { id: 'caches', group: 'Project', title: 'Caches', run: caches },
];
