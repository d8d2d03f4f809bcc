import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { CommandId, HandedFile, ShellBridge } from '../app/contract';
import { channels } from './bridge/channels';
import type { WaitingBridge, WaitingView } from './waiting/view';

const listen = <Value>(channel: string, listener: (value: Value) => void): (() => void) => {
  const onMessage = (_: unknown, value: Value): void => listener(value);
  ipcRenderer.on(channel, onMessage);
  return () => void ipcRenderer.off(channel, onMessage);
};

/** Electron before 29 has no `webUtils` and puts the path on the file itself. */
const pathOf = (file: File): string | null => {
  const given: { getPathForFile(file: File): string } | undefined = webUtils;
  const path = given === undefined ? (file as File & { path?: string }).path : given.getPathForFile(file);
  return path === undefined || path === '' ? null : path;
};

const platformOf = (platform: string): ShellBridge['platform'] =>
  platform === 'darwin' || platform === 'win32' ? platform : 'linux';

const bridge: ShellBridge = {
  platform: platformOf(process.platform),
  openProjectFolder: () => ipcRenderer.invoke(channels.openProjectFolder),
  openDumps: () => ipcRenderer.invoke(channels.openDumps),
  chooseExportFile: (suggestedName) => ipcRenderer.invoke(channels.chooseExportFile, suggestedName),
  pathOf,
  openExternal: (url) => ipcRenderer.invoke(channels.openExternal, url),
  setTheme: (theme) => ipcRenderer.send(channels.setTheme, theme),
  setUnsaved: (what) => ipcRenderer.send(channels.setUnsaved, what),
  startHost: () => ipcRenderer.send(channels.startHost),
  setAvailableCommands: (ids) => ipcRenderer.send(channels.setAvailableCommands, ids),
  onCommand: (listener) => listen<CommandId>(channels.command, listener),
  onOpenFiles: (listener) => {
    const end = listen<readonly HandedFile[]>(channels.openFiles, listener);
    ipcRenderer.send(channels.filesWanted);
    return end;
  },
  onShowJob: (listener) => listen<string>(channels.showJob, listener),
  onLeavePreview: (listener) => listen<undefined>(channels.leavePreview, () => listener()),
};

const waitingBridge: WaitingBridge = {
  onView: (listener) => {
    listen<WaitingView>(channels.waitingView, listener);
    ipcRenderer.send(channels.waitingWanted);
  },
  retry: () => ipcRenderer.send(channels.retry),
};

// Our own local page comes from the disk, the page of the product from the host.
if (location.protocol === 'file:') contextBridge.exposeInMainWorld('manysiteWaiting', waitingBridge);
else contextBridge.exposeInMainWorld('manysite', bridge);
