import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { AppError } from '../../contract';
import { type PythonProbe, probePython } from './probe-python';

/** The interpreter that runs the project. */
export interface FoundPython {
  readonly path: string;
  readonly version: string;
  /** Root of its virtualenv; null for a Python of the system. */
  readonly virtualenv: string | null;
  readonly packages: Readonly<Record<string, string>>;
  /** Where it was found, for people: `.venv`, `VIRTUAL_ENV`, `python3 of the PATH`, `manysite.json`. */
  readonly foundIn: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

interface Candidate {
  readonly interpreter: string;
  readonly foundIn: string;
}

const onWindows = process.platform === 'win32';

const interpreterOf = (virtualenv: string): string =>
  onWindows ? join(virtualenv, 'Scripts', 'python.exe') : join(virtualenv, 'bin', 'python');

/** uv keeps one .venv at the root of a workspace, above its members. */
const uvWorkspace = (folder: string): string | null => {
  for (let above = dirname(folder); above !== dirname(above); above = dirname(above)) {
    if (existsSync(join(above, 'uv.lock'))) return above;
    if (existsSync(join(above, '.git'))) return null;
  }
  return null;
};

/** `existsSync` follows links, so a virtualenv whose base Python was removed does not count. */
const virtualenvs = (folder: string, root: string, environment: Environment): Candidate[] => {
  const named = environment.UV_PROJECT_ENVIRONMENT;
  const names = [
    '.venv',
    'venv',
    'env',
    '.env',
    ...(named === undefined || isAbsolute(named) ? [] : [named]),
  ];
  const folders = [...new Set([folder, root])].flatMap((base) => names.map((name) => join(base, name)));
  const workspace = uvWorkspace(folder);
  if (workspace !== null) folders.push(join(workspace, '.venv'));
  return folders
    .filter((path) => existsSync(interpreterOf(path)))
    .map((path) => ({ interpreter: interpreterOf(path), foundIn: relative(folder, path) }));
};

const withProbe = (probe: PythonProbe, foundIn: string): FoundPython => ({
  path: probe.executable,
  version: probe.version,
  virtualenv: probe.isVirtualenv ? probe.prefix : null,
  packages: probe.packages,
  foundIn,
});

/** A path is relative to the project's folder; a bare name is looked up on the PATH. */
const configured = async (folder: string, python: string, environment: Environment): Promise<FoundPython> => {
  const asPath = resolve(folder, python);
  const isName = !/[\\/]/.test(python) && !existsSync(asPath);
  const probe = await probePython(isName ? python : asPath, environment);
  if (typeof probe !== 'string') return withProbe(probe, 'django.python');
  throw new AppError(
    'python-missing',
    `The Python that manysite.json names, ${python}, does not run: ${probe}`,
    {
      hint: 'Correct "django.python" in manysite.json, or leave it out to have the virtualenv detected.',
      data: { python, reason: probe },
    },
  );
};

/**
 * Finds the project's Python: what manysite.json names; else a virtualenv in the project's folder or beside manage.py
 * (.venv, venv, env; uv's, also of the workspace above); else the active one (VIRTUAL_ENV); else python3 of the PATH.
 *
 * @param input.folder absolute path of the project's folder
 * @param input.root absolute path of manage.py's folder
 * @param input.python value of `django.python`, or null
 * @throws AppError `python-missing`
 */
export const findPython = async (input: {
  readonly folder: string;
  readonly root: string;
  readonly python: string | null;
  readonly environment: Environment;
}): Promise<FoundPython> => {
  const { folder, root, environment } = input;
  if (input.python !== null) return configured(folder, input.python, environment);
  const active = environment.VIRTUAL_ENV;
  const candidates: Candidate[] = [
    ...virtualenvs(folder, root, environment),
    ...(active === undefined || active === ''
      ? []
      : [{ interpreter: interpreterOf(active), foundIn: 'VIRTUAL_ENV' }]),
    ...(onWindows ? ['python', 'py'] : ['python3', 'python']).map((name) => ({
      interpreter: name,
      foundIn: `${name} of the PATH`,
    })),
  ];
  const failures: string[] = [];
  for (const { interpreter, foundIn } of candidates) {
    const probe = await probePython(interpreter, environment);
    if (typeof probe !== 'string') return withProbe(probe, foundIn);
    failures.push(`${foundIn}: ${probe}`);
  }
  throw new AppError(
    'python-missing',
    `No Python that runs was found for ${folder}: no virtualenv, no python3 on the PATH.`,
    {
      hint: 'Install Python 3, or make the virtualenv of the project: `python3 -m venv .venv`.',
      data: { folder, tried: failures },
    },
  );
};
