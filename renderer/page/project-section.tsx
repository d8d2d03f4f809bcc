import type { Mode, Project, State } from '../../app/contract';
import { useStore } from '../store/store';
import { DatabaseTable } from './database-table';
import { SiteTable } from './site-table';
import { TroubleList } from './trouble-list';

const modes: readonly { readonly mode: Mode; readonly label: string }[] = [
  { mode: 'single-process', label: 'Single-process' },
  { mode: 'multi-process', label: 'Multi-process' },
];

const isBusy = (state: State, projectId: string): boolean =>
  state.jobs.some((job) => job.projectId === projectId && job.endedAt === null && job.kind !== 'import');

const Controls = ({ project, state }: { readonly project: Project; readonly state: State }) => {
  const call = useStore((store) => store.call);
  const projectId = project.id;
  const busy = isBusy(state, projectId);
  return (
    <div className="controls">
      <fieldset>
        <legend className="faint">Mode</legend>
        {modes.map(({ mode, label }) => (
          <label key={mode}>
            <input
              type="radio"
              name={`mode-${projectId}`}
              checked={project.mode === mode}
              disabled={busy}
              onChange={() => call((client) => client.servers.mode({ projectId, mode }))}
            />
            {label}
          </label>
        ))}
      </fieldset>
      {project.isRunning ? (
        <button
          type="button"
          disabled={busy}
          onClick={() => call((client) => client.servers.stop({ projectId }))}
        >
          Stop
        </button>
      ) : (
        <button
          type="button"
          className="primary"
          disabled={busy || project.activeDatabaseId === null}
          onClick={() => call((client) => client.servers.start({ projectId, port: null }))}
        >
          Start
        </button>
      )}
    </div>
  );
};

/** One project: its databases, its sites with links, and start, stop and mode. */
export const ProjectSection = ({ project, state }: { readonly project: Project; readonly state: State }) => {
  const databases = state.databases.filter((database) => database.projectId === project.id);
  const sites = state.sites.find((entry) => entry.id === project.activeDatabaseId)?.sites ?? null;
  const servers = state.servers.filter((server) => server.projectId === project.id && !server.isStandby);
  const busy = isBusy(state, project.id);
  return (
    <section aria-labelledby={`project-${project.id}`}>
      <div className="title-row">
        <h2 id={`project-${project.id}`}>{project.name}</h2>
        <span className="faint mono">{project.folder}</span>
        <Controls project={project} state={state} />
      </div>
      {project.trouble !== null && <p className="panel bad">{project.trouble}</p>}
      <TroubleList projectId={project.id} servers={servers} isBusy={busy} />
      <h3>Databases</h3>
      <DatabaseTable databases={databases} isBusy={busy} />
      {sites !== null && (
        <>
          <h3>Sites</h3>
          <SiteTable sites={sites} servers={servers} isRunning={project.isRunning} />
        </>
      )}
    </section>
  );
};
