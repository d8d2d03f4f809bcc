import { useStore } from '../store/store';
import { JobList } from './job-list';
import { ProjectSection } from './project-section';

const linkTexts = {
  connecting: 'Connecting…',
  'no-token': 'This tab has no token. Run `manysite serve` and open the URL that it prints.',
  refused: 'The host refused the token of this tab. Run `manysite serve` and open the URL that it prints.',
  lost: 'Host not answering, trying again every second.',
} as const;

const FirstRun = () => {
  const call = useStore((store) => store.call);
  const jobs = useStore((store) => store.state?.jobs ?? []);
  const isDemoRunning = jobs.some((job) => job.kind === 'demo' && job.endedAt === null);
  return (
    <section className="first-run">
      <h2>No project yet</h2>
      <p>
        Open a Django project with <code>manysite add FOLDER</code>, or look around in the demo: six sites and
        two dumps.
      </p>
      <button type="button" disabled={isDemoRunning} onClick={() => call((client) => client.host.demo())}>
        Add the demo
      </button>
    </section>
  );
};

/** The whole page. */
export const App = () => {
  const link = useStore((store) => store.link);
  const state = useStore((store) => store.state);
  const error = useStore((store) => store.error);
  return (
    <>
      <header>
        <img src="/favicon.svg" alt="" width="28" height="28" />
        <h1>Manysite</h1>
        {state?.router.url != null && <span className="faint">Router on port {state.router.port}</span>}
      </header>
      {link !== 'open' && (
        <p role="status" className="banner">
          {linkTexts[link]}
        </p>
      )}
      {error !== null && (
        <p role="alert" className="banner bad">
          {error.message} {error.hint}
        </p>
      )}
      {state !== null && (
        <main className={link === 'open' ? undefined : 'dimmed'}>
          <JobList jobs={state.jobs} />
          {state.projects.length === 0 && <FirstRun />}
          {state.projects.map((project) => (
            <ProjectSection key={project.id} project={project} state={state} />
          ))}
        </main>
      )}
    </>
  );
};
