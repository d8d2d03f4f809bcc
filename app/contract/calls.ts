import { databaseContract } from './calls/database-calls';
import { dumpContract } from './calls/dump-calls';
import { hostContract, watchContract } from './calls/host-calls';
import { jobContract } from './calls/job-calls';
import { noticeContract } from './calls/notice-calls';
import { programContract } from './calls/program-calls';
import { projectContract } from './calls/project-calls';
import { serverContract } from './calls/server-calls';
import { settingContract } from './calls/setting-calls';
import { siteContract } from './calls/site-calls';
import { thumbnailContract } from './calls/thumbnail-calls';

export type { JobFilter } from './calls/job-calls';
export type { ForegroundEvent, Program } from './calls/program-calls';
export type { AddedProject, CodeMigrations, Configured, ServerEnvironment } from './calls/project-calls';
export type { Status } from './calls/server-calls';

/** The one door: the same calls for the desktop app, the command line and the browser. */
export const contract = {
  host: hostContract,
  watch: watchContract,
  projects: projectContract,
  dumps: dumpContract,
  databases: databaseContract,
  settings: settingContract,
  sites: siteContract,
  servers: serverContract,
  programs: programContract,
  thumbnails: thumbnailContract,
  jobs: jobContract,
  notices: noticeContract,
};
