import { useStore } from '../store/store';
import { RecentJobs, RunningJobs } from './job-list';
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
      <p>Every site of a Django multisite project on this machine, from any dump of it.</p>
      <div className="choices">
        <div className="panel">
          <h3>Your own project</h3>
          <p className="faint">The folder with manage.py in it, then a dump. In a terminal:</p>
          <pre>
            manysite add ~/code/shop{'\n'}
            manysite import live.dump
          </pre>
        </div>
        <div className="panel">
          <h3>The demo</h3>
          <p className="faint">
            A small real project and two dumps of it, to switch between. Its Python packages are installed
            first.
          </p>
          <button
            type="button"
            className="primary"
            disabled={isDemoRunning}
            onClick={() => call((client) => client.host.demo())}
          >
            Add the demo
          </button>
        </div>
      </div>
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
        {state?.router.port != null && (
          <span className="faint mono">router 127.0.0.1:{state.router.port}</span>
        )}
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
          <RunningJobs jobs={state.jobs} />
          {state.projects.length === 0 && <FirstRun />}
          {state.projects.map((project) => (
            <ProjectSection key={project.id} project={project} state={state} />
          ))}
          <RecentJobs jobs={state.jobs} />
        </main>
      )}
    </>
  );
};
