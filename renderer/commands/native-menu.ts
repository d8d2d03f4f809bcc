import { shell } from '../shell/surroundings';
import { runCommand, useCommandHandlers } from './command-handlers';

/**
 * In the desktop app: runs what is chosen from its menu, and tells it what can be chosen now.
 *
 * @returns ends it
 */
export const followNativeMenu = (): (() => void) => {
  const bridge = shell;
  if (bridge === null) return () => undefined;
  const tell = (): void => bridge.setAvailableCommands([...useCommandHandlers.getState().byId.keys()]);
  const stops = [bridge.onCommand((id) => void runCommand(id)), useCommandHandlers.subscribe(tell)];
  tell();
  return () => {
    for (const stop of stops) stop();
  };
};
