import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Database, Problem, Project } from '../../../app/contract';
import { useNavigation } from '../../navigation/navigation';
import { useEngine } from '../../store/current';
import { fileName, formatCount } from '../../text/format';
import { isImporting } from '../databases/making';
import classes from './sites-nothing.module.css';

const Nothing = ({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: ReactNode;
  readonly children?: ReactNode;
}) => (
  <section className={classes.nothing}>
    <h2>{title}</h2>
    <p>{text}</p>
    {children !== undefined && <div className={classes.ways}>{children}</div>}
  </section>
);

const toImport = (project: Project) => (): void =>
  useNavigation.getState().go({ screen: 'import', project: project.id, job: null });

export const NoDatabase = ({ project }: { readonly project: Project }) => {
  const isMade = useEngine((state) => isImporting(state, project.id)) ?? false;
  return isMade ? (
    <Nothing title="No database yet" text="Its first dump is being imported." />
  ) : (
    <Nothing title="No database yet" text={`Drop a dump of ${project.name} on the window, or choose one.`}>
      <Button variant="filled" onClick={toImport(project)}>
        Import dump…
      </Button>
    </Nothing>
  );
};

/** What the import restored, so that one sees whether the right dump was taken. */
const restored = ({ report, dump }: Database): string | null =>
  report === null
    ? null
    : `${formatCount(report.tables)} tables with ${formatCount(report.rows)} rows were restored from ${fileName(dump.file)}.`;

/** @param found what the engine says of the database as a whole, e.g. of domains that other tables hold */
export const NoSites = ({
  project,
  database,
  found,
}: {
  readonly project: Project;
  readonly database: Database | null;
  readonly found: readonly Problem[];
}) => (
  <Nothing
    title="This database has no sites"
    text={
      <>
        {found.length === 0 && <span className={classes.line}>The table django_site holds no row.</span>}
        {found.map(({ message }) => (
          <span key={message} className={classes.line}>
            {message}
          </span>
        ))}
        {database !== null && <span className={classes.line}>{restored(database)}</span>}
      </>
    }
  >
    <Button variant="filled" onClick={toImport(project)}>
      Import another dump…
    </Button>
    <Button onClick={() => useNavigation.getState().goTo('databases')}>Databases</Button>
  </Nothing>
);

export const NothingMatches = ({ search, onClear }: { readonly search: string; onClear(): void }) => (
  <Nothing
    title={search === '' ? 'No site is in this state' : `Nothing for “${search}”`}
    text={
      search === ''
        ? 'All sites are elsewhere.'
        : 'Names, slugs, local and real domains and aliases were searched.'
    }
  >
    <Button onClick={onClear}>Show all sites</Button>
  </Nothing>
);

export const SitesUnreadable = ({
  error,
  onAgain,
}: {
  readonly error: { readonly message: string; readonly hint: string | null };
  onAgain(): void;
}) => (
  <Nothing
    title="The sites could not be read"
    text={
      <>
        {error.message}
        {error.hint !== null && <> {error.hint}</>}
      </>
    }
  >
    <Button variant="filled" onClick={onAgain}>
      Try again
    </Button>
    <Button onClick={() => useNavigation.getState().goTo('doctor')}>Doctor</Button>
  </Nothing>
);
