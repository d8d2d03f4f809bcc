import { rm } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';
import { AppError, type DumpPlace, uploadIdOf } from '../../contract';
import { parseDomainFormat } from '../../core/format/domain-format';
import { availableExtensions } from '../../postgres/extensions';
import { configDefaults } from '../../projects/project-config';
import { settlePristine } from '../copies/pristine';
import { aboutFile } from '../journeys/about-file';
import { runAfterImport } from '../journeys/after-import';
import { countRows } from '../journeys/count-rows';
import { rewriteSettingsOf } from '../journeys/database-sites';
import { neededBytes } from '../journeys/disk-room';
import { importDump } from '../journeys/import-dump';
import { configOf, databasesOf, findDatabase, showProject } from '../journeys/project-records';
import { deleteDatabase } from '../journeys/remove-databases';
import { switchDatabase } from '../journeys/run-project';
import { type ImportRequest, labelOf } from '../journeys/stage-import';
import type { Upload } from '../uploads/uploads';
import { type CallContext, door, startJob } from './call-context';
import { copyCalls } from './copy-calls';

/** An import as it is asked for at the door. */
interface ImportInput {
  readonly projectId: string;
  readonly file: string;
  readonly label: string | null;
  readonly slugs: Readonly<Record<string, string>>;
  readonly isSpool: boolean;
  readonly switches: boolean;
  readonly leavesOut: readonly DumpPlace[];
}

const defaultSettings = {
  format: parseDomainFormat(configDefaults.domainFormat),
  rewriteDomains: configDefaults.rewriteDomains,
  useRealDomain: configDefaults.useRealDomain,
};

const requireAbsolute = (file: string): string => {
  if (isAbsolute(file)) return file;
  throw new AppError('usage-invalid', `The dump's path must be absolute; ${file} is not.`);
};

const slugsOf = (given: Readonly<Record<string, string>>): Map<number, string> =>
  new Map(
    Object.entries(given).map(([id, slug]) => {
      if (/^\d+$/.test(id)) return [Number(id), slug];
      throw new AppError('usage-invalid', `“${id}” is not the id of a site; a slug is chosen as 12=portal.`);
    }),
  );

/** The upload that an import begins with, which from now on is the import's to delete. */
const takenUpload = (context: CallContext, file: string): Upload | null => {
  const uploadId = uploadIdOf(file);
  return uploadId === null ? null : context.uploads.take(uploadId);
};

/** The dump that a call names, by its path or as an upload. */
const sourceFileOf = (
  context: CallContext,
  named: string,
): { readonly file: string; readonly shownName: string | null } => {
  const uploadId = uploadIdOf(named);
  const upload = uploadId === null ? null : context.uploads.find(uploadId);
  return { file: upload?.file ?? requireAbsolute(named), shownName: upload?.name ?? null };
};

const startSwitch = async (
  context: CallContext,
  projectId: string,
  wanted: string,
): Promise<{ jobId: string }> => {
  const database = await findDatabase(await context.engine(), projectId, wanted);
  return startJob(context, {
    kind: 'switch',
    title: `Switch to ${database.label}`,
    projectId,
    isCancellable: true,
    turn: projectId,
    run: async (engine, job) =>
      switchDatabase(engine, await findDatabase(engine, projectId, database.id), job),
  });
};

const startImport = (context: CallContext, input: ImportInput): Promise<{ jobId: string }> => {
  const slugs = slugsOf(input.slugs);
  const upload = takenUpload(context, input.file);
  const file = upload?.file ?? requireAbsolute(input.file);
  const shownName = upload?.name ?? (input.isSpool ? 'standard input' : null);
  const request: ImportRequest = {
    projectId: input.projectId,
    file,
    label: input.label ?? (upload === null ? null : labelOf(upload.name)),
    slugs,
    isSpool: input.isSpool || upload !== null,
    shownName,
    leavesOut: input.leavesOut,
  };
  return startJob(context, {
    kind: 'import',
    title: `Import ${input.label ?? shownName ?? basename(file)}`,
    projectId: input.projectId,
    isCancellable: true,
    // Two imports may run at once.
    turn: null,
    run: async (engine, job) => {
      const result = await aboutFile(file, shownName, () => importDump(engine, request, job));
      const { activeDatabaseId } = await engine.catalog.projects.get(input.projectId);
      // The first one is active already.
      if (input.switches && result.state === 'ready' && activeDatabaseId !== result.databaseId)
        await startSwitch(context, input.projectId, result.databaseId);
      return result;
    },
  });
};

export const databaseCalls = (context: CallContext) => ({
  dumps: {
    beginUpload: door.dumps.beginUpload.handler(({ input }) =>
      context.uploads.begin(input.name, input.sizeBytes),
    ),
    cancelUpload: door.dumps.cancelUpload.handler(async ({ input }) => ({
      deleted: await context.uploads.discard(input.uploadId),
    })),
    inspect: door.dumps.inspect.handler(async ({ input, signal }) => {
      const engine = await context.engine();
      const project = input.projectId === null ? null : await engine.catalog.projects.get(input.projectId);
      const settings =
        project === null ? defaultSettings : rewriteSettingsOf(await configOf(engine, project));
      const { file, shownName } = sourceFileOf(context, input.file);
      const request = {
        file,
        settings:
          input.domainFormat === null
            ? settings
            : { ...settings, format: parseDomainFormat(input.domainFormat) },
        availableExtensions: await availableExtensions(engine.cluster),
        slugs: slugsOf(input.slugs),
        countsRows: input.countsRows,
        templateFolders:
          project === null ? [] : await engine.configs.templateFolders(project.folder, engine.now()),
        now: engine.now().toISOString(),
        signal: signal ?? new AbortController().signal,
      };
      const inspection = await aboutFile(file, shownName, () => engine.dumps.inspect(request));
      return { ...inspection, file: shownName ?? inspection.file, neededBytes: neededBytes(inspection) };
    }),
    count: door.dumps.count.handler(async function* ({ input, signal }) {
      const engine = await context.engine();
      yield* countRows(engine.dumps, {
        file: sourceFileOf(context, input.file).file,
        availableExtensions: await availableExtensions(engine.cluster),
        signal: signal ?? new AbortController().signal,
      });
    }),
    import: door.dumps.import.handler(async ({ input }) => {
      try {
        return await startImport(context, input);
      } catch (error) {
        // There is no job that would do it.
        if (input.isSpool && isAbsolute(input.file)) await rm(input.file, { force: true });
        throw error;
      }
    }),
  },
  databases: {
    ...copyCalls(context),
    list: door.databases.list.handler(async ({ input }) => {
      const engine = await context.engine();
      await engine.catalog.projects.get(input.projectId);
      return databasesOf(engine, input.projectId);
    }),
    switch: door.databases.switch.handler(({ input }) =>
      startSwitch(context, input.projectId, input.database),
    ),
    delete: door.databases.delete.handler(async ({ input }) => {
      const database = await findDatabase(await context.engine(), input.projectId, input.database);
      return startJob(context, {
        kind: 'delete',
        title: `Delete ${database.label}`,
        projectId: input.projectId,
        isCancellable: false,
        turn: input.projectId,
        run: async (engine, job) =>
          deleteDatabase(engine, await findDatabase(engine, input.projectId, database.id), job),
      });
    }),
    settle: door.databases.settle.handler(async ({ input }) => {
      const database = await findDatabase(await context.engine(), input.projectId, input.database);
      const isRetry = input.action === 'retry';
      return startJob(context, {
        kind: 'after-import',
        title: isRetry
          ? `Run the after-import steps of ${database.label}`
          : `Keep ${database.label} as it is`,
        projectId: input.projectId,
        isCancellable: isRetry,
        turn: input.projectId,
        run: async (engine, job) => {
          const config = await configOf(engine, await engine.catalog.projects.get(input.projectId));
          const settled = isRetry
            ? await runAfterImport(engine, config, database, job)
            : await engine.catalog.databases.settle(database.id, null);
          await settlePristine(engine, settled, isRetry && config.afterImport.length > 0);
          await showProject(engine, input.projectId);
          // The database tells that its steps were interrupted; the job that it was cancelled.
          job.signal.throwIfAborted();
          return { database: settled.name, state: settled.state, attention: settled.attention };
        },
      });
    }),
  },
});
