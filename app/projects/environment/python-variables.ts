import { delimiter, join } from 'node:path';
import type { ProjectConfig } from '../project-config';
import type { EnvironmentVariable } from './plus-variables';

/**
 * What makes `python` of a command, of a script and of a subprocess the project's own, with the settings overlay loaded first.
 *
 * @param known variables so far: PATH and PYTHONPATH are put in front of what they say
 */
export const pythonVariables = (
  config: ProjectConfig,
  overlayFolder: string,
  known: Readonly<Record<string, string>>,
): EnvironmentVariable[] => {
  const { virtualenv, path } = config.detected.python;
  const pathName = Object.keys(known).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const pythonPath = [overlayFolder, known.PYTHONPATH ?? ''].filter((part) => part !== '').join(delimiter);
  return [
    ...(virtualenv === null
      ? []
      : [
          { name: 'VIRTUAL_ENV', value: virtualenv, reason: "the project's virtualenv" },
          {
            name: pathName,
            value: [join(virtualenv, process.platform === 'win32' ? 'Scripts' : 'bin'), known[pathName] ?? '']
              .filter((part) => part !== '')
              .join(delimiter),
            reason: `so that python is ${path}`,
          },
        ]),
    { name: 'PYTHONPATH', value: pythonPath, reason: 'loads the settings overlay before the project' },
    { name: 'PYTHONUNBUFFERED', value: '1', reason: 'log lines appear when they are written' },
    ...(config.settings === null
      ? []
      : [{ name: 'DJANGO_SETTINGS_MODULE', value: config.settings, reason: 'the settings module' }]),
  ];
};
