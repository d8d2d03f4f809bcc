/** Names of the messages between preload and main. */
export const channels = {
  openProjectFolder: 'open-project-folder',
  openDumps: 'open-dumps',
  chooseExportFile: 'choose-export-file',
  openExternal: 'open-external',
  setTheme: 'set-theme',
  setUnsaved: 'set-unsaved',
  startHost: 'start-host',
  setAvailableCommands: 'set-available-commands',
  /** The page listens for files now. */
  filesWanted: 'files-wanted',
  /** To the page. */
  command: 'command',
  openFiles: 'open-files',
  showJob: 'show-job',
  leavePreview: 'leave-preview',
  /** Of the page that is shown while there is no host. */
  waitingView: 'waiting-view',
  waitingWanted: 'waiting-wanted',
  retry: 'retry',
} as const;
