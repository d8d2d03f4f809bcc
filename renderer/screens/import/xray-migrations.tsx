import { useCallback } from 'react';
import type { InspectedDump, Project } from '../../../app/contract';
import type { Client } from '../../door/connect';
import { useAnswer } from '../../store/use-answer';
import { counted } from '../../text/counted';
import classes from './import.module.css';
import { type MigrationLine, migrationLines } from './migrations';
import { Line, Section } from './xray-section';
import side from './xray-side.module.css';

const kinds = { newer: 'newer', unknown: 'warning', equal: 'fine' } as const satisfies Readonly<
  Record<MigrationLine['kind'], unknown>
>;

const DumpAlone = ({ dump }: { readonly dump: InspectedDump }) => (
  <Line kind="plain" note="in the dump">
    {counted(
      dump.migrations.reduce((total, { names }) => total + names.length, 0),
      'migration',
    )}{' '}
    of {counted(dump.migrations.length, 'app')}
  </Line>
);

const Compared = ({ dump, projectId }: { readonly dump: InspectedDump; readonly projectId: string }) => {
  const ask = useCallback((client: Client) => client.projects.migrations({ projectId }), [projectId]);
  const [answer] = useAnswer(ask, projectId);
  const code = answer.state === 'known' ? answer.value : null;
  const reason = answer.state === 'failed' ? answer.message : code?.reason;
  const migrate = code?.afterImport.find((step) => step.includes('migrate')) ?? null;
  return (
    <Section title="Migrations" note={answer.state === 'loading' ? 'reading the code' : 'dump vs. code'}>
      <ul className={side.lines}>
        {code?.migrations == null ? (
          <DumpAlone dump={dump} />
        ) : (
          migrationLines(dump.migrations, code.migrations).map(({ kind, text, note }) => (
            <Line key={text} kind={kinds[kind]} note={note}>
              {text}
            </Line>
          ))
        )}
      </ul>
      {reason != null && <p className={classes.hint}>The code’s could not be read: {reason}</p>}
      {migrate !== null && (
        <p className={classes.hint}>
          After import runs <span className="mono">{migrate.join(' ')}</span>.
        </p>
      )}
    </Section>
  );
};

/** What of the code's migrations a dump has, and what it has beyond. */
export const XrayMigrations = ({
  dump,
  project,
}: {
  readonly dump: InspectedDump;
  readonly project: Project | null;
}) => {
  if (dump.migrations.length === 0) return null;
  if (project !== null) return <Compared dump={dump} projectId={project.id} />;
  return (
    <Section title="Migrations">
      <ul className={side.lines}>
        <DumpAlone dump={dump} />
      </ul>
    </Section>
  );
};
