import { type DumpPlace, type InspectedDump, toErrorShape, uploadIdOf } from '../../../app/contract';
import type { Client } from '../../door/connect';
import { shell } from '../../shell/surroundings';
import { call } from '../../store/call';
import { useStore } from '../../store/store';
import { type DumpSource, labelOfName, nameOfSource } from './dump-source';
import { type KnownLook, noChoices, useLook } from './look';
import { suggestedSlugs } from './site-rows';
import { rememberStarted, type Started } from './started';
import { sendFile } from './upload';
import { withCounts } from './with-counts';

/** Aborted when another dump is looked into, or none any more. */
let looking = new AbortController();
/** The same for what was chosen last. */
let planning = new AbortController();
/** Typing a slug plans once it pauses, in ms. */
const pauseMs = 150;
let pause: ReturnType<typeof setTimeout> | undefined;

const discard = (file: string): void => {
  const uploadId = uploadIdOf(file);
  if (uploadId !== null) void call((client) => client.dumps.cancelUpload({ uploadId }));
};

const leave = (): void => {
  const { look } = useLook.getState();
  looking.abort();
  planning.abort();
  clearTimeout(pause);
  if (look.state === 'known') discard(look.file);
};

const send = async (client: Client, file: File, signal: AbortSignal): Promise<string> => {
  const ticket = await client.dumps.beginUpload({ name: file.name, sizeBytes: file.size });
  const tell = (sentBytes: number): void =>
    useLook.setState({ look: { state: 'sending', name: file.name, sentBytes, totalBytes: file.size } });
  tell(0);
  try {
    return await sendFile(file, ticket, tell, signal);
  } catch (error) {
    if (signal.aborted) await client.dumps.cancelUpload({ uploadId: ticket.uploadId });
    throw error;
  }
};

const change = (update: (look: KnownLook) => Partial<KnownLook>): void =>
  useLook.setState(({ look }) => (look.state === 'known' ? { look: { ...look, ...update(look) } } : {}));

const count = async (client: Client, file: string, signal: AbortSignal): Promise<void> => {
  for await (const tables of await client.dumps.count({ file }, { signal }))
    change(({ found, planned }) => ({
      found: withCounts(found, tables),
      planned: withCounts(planned, tables),
    }));
  change(() => ({ isCounting: false }));
};

const isCounted = ({ tables }: InspectedDump): boolean => tables.every(({ rows }) => rows !== null);

const look = async (source: DumpSource, projectId: string | null, signal: AbortSignal): Promise<void> => {
  const name = nameOfSource(source);
  const { client } = useStore.getState();
  if (client === null) return;
  try {
    const file = source.kind === 'path' ? source.path : await send(client, source.file, signal);
    useLook.setState({ look: { state: 'reading', name } });
    const began = performance.now();
    const found = await client.dumps.inspect(
      { file, projectId, domainFormat: null, countsRows: false },
      { signal },
    );
    const isCounting = !isCounted(found);
    useLook.setState({
      look: {
        state: 'known',
        name,
        file,
        source,
        projectId,
        found,
        planned: found,
        planError: null,
        isCounting,
        readMs: performance.now() - began,
      },
    });
    choose({ slugs: suggestedSlugs(found.sites) });
    if (isCounting) await count(client, file, signal);
  } catch (error) {
    if (signal.aborted) return;
    useLook.setState({ look: { state: 'failed', name, error: toErrorShape(error) } });
  }
};

/**
 * Looks into the first of several dumps; the others are offered after it. What was looked into before is put away.
 *
 * @param projectId for whose domain format; null while there is no project
 */
export const lookInto = (sources: readonly DumpSource[], projectId: string | null): void => {
  const [first, ...waiting] = sources;
  if (first === undefined) return;
  leave();
  looking = new AbortController();
  const name = nameOfSource(first);
  useLook.setState({
    look: { state: 'reading', name },
    choices: { ...noChoices, label: labelOfName(name) },
    waiting,
  });
  void look(first, projectId, looking.signal);
};

/** Puts away what is looked into; the dumps that came with it stay offered. */
export const putAway = (): void => {
  leave();
  useLook.setState({ look: { state: 'none' }, choices: noChoices });
};

const plan = async (signal: AbortSignal): Promise<void> => {
  const { look: now, choices } = useLook.getState();
  const { client } = useStore.getState();
  if (now.state !== 'known' || client === null) return;
  const { file, projectId, found } = now;
  const { slugs, domainFormat } = choices;
  try {
    const asked = { file, projectId, domainFormat, slugs: { ...slugs }, countsRows: false };
    const planned = await client.dumps.inspect(asked, { signal });
    change(() => ({ planned: withCounts(planned, found.tables), planError: null }));
  } catch (error) {
    if (!signal.aborted) change(() => ({ planError: toErrorShape(error) }));
  }
};

const planSoon = (afterMs: number): void => {
  planning.abort();
  planning = new AbortController();
  const { signal } = planning;
  clearTimeout(pause);
  pause = setTimeout(() => void plan(signal), afterMs);
};

/** Takes a choice over and plans again what the import would make. */
export const choose = (choices: Partial<typeof noChoices>): void => {
  useLook.setState((store) => ({ choices: { ...store.choices, ...choices } }));
  if (choices.slugs !== undefined || choices.domainFormat !== undefined) planSoon(pauseMs);
};

/** What is looked into is for this project from now on, e.g. one that was opened meanwhile. */
export const lookFor = (projectId: string): void => {
  const { look: now } = useLook.getState();
  if (now.state !== 'known' || now.projectId === projectId) return;
  change(() => ({ projectId }));
  planSoon(0);
};

const order = async (projectId: string, file: string, started: Started): Promise<string | null> => {
  const { label, slugs, switches, domainFormat } = started.choices;
  const job = await call(async (client) => {
    if (domainFormat !== null) {
      const changes = [{ key: 'domainFormat', value: domainFormat }];
      await client.projects.configure({ projectId, changes, file: null });
    }
    return client.dumps.import({
      projectId,
      file,
      label: label.trim(),
      slugs: { ...slugs },
      isSpool: false,
      switches,
      leavesOut: [...started.leavesOut],
    });
  });
  if (job !== null) rememberStarted(job.jobId, started);
  return job?.jobId ?? null;
};

/**
 * Begins the import of what is looked into.
 *
 * @returns the job's id; null where it was refused, which is shown
 */
export const beginImport = async (projectId: string): Promise<string | null> => {
  const { look: now, choices } = useLook.getState();
  if (now.state !== 'known') return null;
  const jobId = await order(projectId, now.file, { source: now.source, choices, leavesOut: [] });
  if (jobId === null) return null;
  planning.abort();
  looking.abort();
  // The import deletes what was sent.
  useLook.setState({ look: { state: 'none' }, choices: noChoices });
  return jobId;
};

/**
 * Begins an import once more as it was begun, sending the dump again where it had to be sent.
 *
 * @param leavesOut indexes and constraints that are not made this time
 * @returns the job's id; null where it was refused, which is shown
 */
export const importAgain = async (
  projectId: string,
  { source, choices }: Started,
  leavesOut: readonly DumpPlace[],
): Promise<string | null> => {
  const { client } = useStore.getState();
  if (client === null) return null;
  const started = { source, choices: { ...choices, domainFormat: null }, leavesOut };
  if (source.kind === 'path') return order(projectId, source.path, started);
  leave();
  looking = new AbortController();
  const { signal } = looking;
  const file = await call(() => send(client, source.file, signal));
  useLook.setState({ look: { state: 'none' } });
  return file === null ? null : order(projectId, file, started);
};

/** The file dialog of the desktop app, or of the browser. @returns nothing where it was closed */
export const chooseDumps = async (): Promise<readonly DumpSource[]> => {
  if (shell !== null) return (await shell.openDumps()).map((path) => ({ kind: 'path', path }));
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.addEventListener('change', () =>
      resolve([...(input.files ?? [])].map((file) => ({ kind: 'file', file }))),
    );
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
};
