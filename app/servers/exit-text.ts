import { AppError, type Exit, exitText } from '../contract';
import type { ServerSpec } from './server-spec';

const hints: Readonly<Record<Exit['kind'], string>> = {
  exited: 'Its last lines tell why.',
  signalled: 'Its last lines tell why; SIGKILL often means that memory ran out.',
  'spawn-failed': 'Correct serve.command, django.python or the PATH of the project.',
  'not-ready':
    'Look at its last lines; does the command use {port}? serve.readyTimeoutSeconds gives it more time.',
  killed: 'Start it again.',
};

/**
 * Why a server is failed, as an error.
 *
 * @returns AppError command-not-found (it could not be spawned), server-not-ready or server-died, with the exits and the
 *   last lines of its log in `data`
 */
export const failureError = (
  spec: ServerSpec,
  failures: readonly Exit[],
  lastLines: readonly string[],
): AppError => {
  const data = {
    server: spec.name,
    siteIds: [...spec.siteIds],
    command: [...spec.command],
    failures: [...failures],
    lastLines: [...lastLines],
    logFile: spec.logFile,
  };
  const exit = failures.at(-1);
  if (exit === undefined)
    return new AppError('server-died', `The server "${spec.name}" has failed.`, { data });
  const times = failures.length > 1 ? ` (${failures.length} times)` : '';
  const code =
    exit.kind === 'spawn-failed'
      ? 'command-not-found'
      : exit.kind === 'not-ready'
        ? 'server-not-ready'
        : 'server-died';
  return new AppError(code, `The server "${spec.name}" ${exitText(exit)}${times}.`, {
    hint: hints[exit.kind],
    data,
  });
};
