import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type Cluster, type ClusterOptions, startCluster } from '../cluster';
import { type ServerEvent, serverBudget } from '../embedded/keep-running';
import { makeTemporaryFolder } from '../temporary-cluster';

/** Real clusters, each in a folder of the test's own, with programs that all of a file share. */
export interface ClusterScene {
  /** Where the programs are copied to, once. */
  readonly programs: string;
  /** Of the present test. */
  readonly folder: string;
  readonly options: ClusterOptions;
  readonly events: readonly ServerEvent[];
  /** Starts one, which ends with the test. */
  start(changes?: Partial<ClusterOptions>): Promise<Cluster>;
}

/** Sets a scene up for each test of a file. */
export const clusterScene = (): ClusterScene => {
  let programs = '';
  let folder = '';
  let clusters: Cluster[] = [];
  let events: ServerEvent[] = [];

  beforeAll(async () => {
    programs = await makeTemporaryFolder();
  });
  afterAll(() => rm(programs, { recursive: true, force: true }));
  beforeEach(async () => {
    folder = await makeTemporaryFolder();
    clusters = [];
    events = [];
  });
  afterEach(async () => {
    for (const cluster of clusters) await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const optionsOf = (): ClusterOptions => ({
    dataFolder: join(folder, 'postgres', '18'),
    binariesCache: programs,
    port: null,
    superuserPassword: "p@ss word'/?",
    // As most tests want it: a server that ends stays so.
    restartBudget: { ...serverBudget, limit: 0 },
    onEvent: (event) => void events.push(event),
  });
  return {
    get programs() {
      return programs;
    },
    get folder() {
      return folder;
    },
    get options() {
      return optionsOf();
    },
    get events() {
      return events;
    },
    start: async (changes = {}) => {
      const cluster = await startCluster({ ...optionsOf(), ...changes });
      clusters.push(cluster);
      return cluster;
    },
  };
};

export const remember = (cluster: Cluster) =>
  cluster.query('manysite', 'create table kept as select 1 as one');
export const recall = (cluster: Cluster) => cluster.query('manysite', 'select one from kept');
