import type { Backend } from './backend';
import { commandBackend } from './command/command-backend';

const backends: Readonly<Record<Backend['name'], Backend>> = { command: commandBackend };

/**
 * The backend that a project asks for.
 *
 * @param wanted `serve.backend`; `auto` takes the best one for this project and machine, today always `command`
 */
export const chooseBackend = (wanted: 'auto' | Backend['name']): Backend =>
  backends[wanted === 'auto' ? 'command' : wanted];
