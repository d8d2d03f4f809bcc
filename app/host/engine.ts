import type { Catalog } from '../catalog/open-catalog';
import type { Database } from '../contract';
import type { Cluster } from '../postgres/cluster';
import type { ServerDeps } from '../servers/server';
import type { Folders } from './attach/folders';
import type { Background } from './jobs/background';
import type { JobRunner } from './jobs/job-runner';
import type { ConfigCache } from './journeys/config-cache';
import type { KnownDumps } from './journeys/known-dumps';
import type { Layout } from './layout';
import type { Logger } from './log';
import type { CutOffWork } from './recovery/follow-postgres';
import type { DatabaseUses } from './running/database-uses';
import type { HandRoutes } from './running/hand-routes';
import type { BoundSet, ProjectRun } from './running/project-run';
import type { RequestHolds } from './running/request-holds';
import type { RouterHold } from './running/router-hold';
import type { ServerFigures } from './running/server-figures';
import type { ProjectWatches } from './running/watch-projects';
import type { SettingsFile } from './settings';
import type { AnswerOrder } from './state/answer-order';
import type { StateStore } from './state/state-store';
import type { ThumbnailFiles } from './thumbnails/thumbnail-files';

/** Everything that the journeys work with, once PostgreSQL and the catalog are up. */
export interface Engine {
  readonly folders: Folders;
  readonly layout: Layout;
  readonly settings: SettingsFile;
  readonly log: Logger;
  readonly store: StateStore;
  /** Of what is read to be shown, by the id of what it belongs to. */
  readonly order: AnswerOrder;
  readonly jobs: JobRunner;
  /** Work that no client waits for. */
  readonly background: Background;
  readonly thumbnails: ThumbnailFiles;
  readonly cluster: Cluster;
  readonly catalog: Catalog;
  readonly configs: ConfigCache;
  readonly dumps: KnownDumps;
  readonly router: RouterHold;
  /** Running projects by id, in the order of their starts. */
  readonly runs: Map<string, ProjectRun>;
  /** Sets that nothing points at any more, while they answer their last requests and end. */
  readonly retiring: Set<BoundSet>;
  /** Projects whose requests the router holds; see `holdRequests`. */
  readonly holds: RequestHolds;
  /** Sites that go to servers of the user's own. */
  readonly handRoutes: HandRoutes;
  readonly watches: ProjectWatches;
  /** What is measured of the servers. */
  readonly figures: ServerFigures;
  /** Rows changed since import or reset, as last measured, by database. */
  readonly changes: Map<string, Database['changedSince']>;
  /** Who of us is connected to which database, for whoever must have it alone. */
  readonly uses: DatabaseUses;
  /** Names work that the end of PostgreSQL cut off in the notice of that end. Jobs are named without being told. */
  readonly tellCutOff: (work: CutOffWork) => void;
  readonly serverDeps: ServerDeps;
  /** The environment of the host, of which projects get the basics. */
  readonly environment: NodeJS.ProcessEnv;
  readonly now: () => Date;
}
