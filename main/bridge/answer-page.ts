import { type BrowserWindow, dialog, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { z } from 'zod';
import { type CommandId, commands, type ShellTheme } from '../../app/contract';
import { openInBrowser } from '../navigation/open-in-browser';
import { channels } from './channels';

export interface PageRequests {
  /** The window, while there is one. */
  readonly window: () => BrowserWindow | null;
  /** Whether an address is that of the page that these answers are for. */
  readonly isOwnPage: (address: string) => boolean;
  readonly isWaitingPage: (address: string) => boolean;
  readonly setTheme: (theme: ShellTheme) => void;
  readonly setUnsaved: (what: string | null) => void;
  readonly setAvailableCommands: (ids: readonly CommandId[]) => void;
  readonly filesWanted: () => void;
  readonly waitingWanted: () => void;
  readonly retry: () => void;
}

const dumpFilters = [
  { name: 'Dumps of PostgreSQL', extensions: ['dump', 'pgdump', 'backup', 'sql', 'gz', 'tar', 'zst', 'lz4'] },
  { name: 'All files', extensions: ['*'] },
];

const themeSchema = z.enum(['light', 'dark', 'system']);
const idsSchema = z.array(z.enum(commands.map(({ id }) => id)));

/** Answers what the preload sends, from the one page that it is meant for and from no frame inside it. */
export const answerPage = (requests: PageRequests): void => {
  const windowOf = (
    { senderFrame }: IpcMainEvent | IpcMainInvokeEvent,
    isPage: (address: string) => boolean,
  ): BrowserWindow | null => {
    const window = requests.window();
    if (window === null || senderFrame === null || senderFrame !== window.webContents.mainFrame) return null;
    return isPage(senderFrame.url) ? window : null;
  };

  const handle = <Input, Output>(
    channel: string,
    schema: z.ZodType<Input>,
    answer: (input: Input, window: BrowserWindow) => Promise<Output>,
  ): void => {
    ipcMain.handle(channel, (event, input: unknown) => {
      const window = windowOf(event, requests.isOwnPage);
      if (window === null) throw new Error(`${channel} is not for ${event.senderFrame?.url}`);
      return answer(schema.parse(input), window);
    });
  };

  const listen = <Input>(
    channel: string,
    schema: z.ZodType<Input>,
    isPage: (address: string) => boolean,
    take: (input: Input) => void,
  ): void => {
    ipcMain.on(channel, (event, input: unknown) => {
      if (windowOf(event, isPage) !== null) take(schema.parse(input));
    });
  };

  handle(channels.openProjectFolder, z.undefined(), async (_, window) => {
    const { filePaths } = await dialog.showOpenDialog(window, {
      title: 'Open project',
      properties: ['openDirectory'],
    });
    return filePaths[0] ?? null;
  });
  handle(channels.openDumps, z.undefined(), async (_, window) => {
    const { filePaths } = await dialog.showOpenDialog(window, {
      title: 'Import dump',
      filters: dumpFilters,
      properties: ['openFile', 'multiSelections'],
    });
    return filePaths;
  });
  handle(channels.chooseExportFile, z.string().max(255), async (suggestedName, window) => {
    const { filePath } = await dialog.showSaveDialog(window, { defaultPath: suggestedName });
    return filePath === undefined || filePath === '' ? null : filePath;
  });
  handle(channels.openExternal, z.string().max(8_192), openInBrowser);
  listen(channels.setTheme, themeSchema, requests.isOwnPage, requests.setTheme);
  listen(channels.setUnsaved, z.string().max(500).nullable(), requests.isOwnPage, requests.setUnsaved);
  listen(channels.startHost, z.undefined(), requests.isOwnPage, requests.retry);
  listen(channels.setAvailableCommands, idsSchema, requests.isOwnPage, requests.setAvailableCommands);
  listen(channels.filesWanted, z.undefined(), requests.isOwnPage, requests.filesWanted);
  listen(channels.waitingWanted, z.undefined(), requests.isWaitingPage, requests.waitingWanted);
  listen(channels.retry, z.undefined(), requests.isWaitingPage, requests.retry);
};
