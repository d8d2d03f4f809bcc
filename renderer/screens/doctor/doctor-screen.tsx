import { Alert, Button, CopyButton, Skeleton } from '@mantine/core';
import { IconCheck, IconCopy, IconRefresh } from '@tabler/icons-react';
import type { DoctorReport, Project } from '../../../app/contract';
import { useCommand } from '../../commands/command-handlers';
import { KeyHint } from '../../frame/key-hint';
import { useEngine } from '../../store/current';
import { formatDuration } from '../../text/format';
import { useNow } from '../../text/use-now';
import { CheckRow } from './check-row';
import classes from './doctor-screen.module.css';
import { ProblemCard } from './problem-card';
import { checkedText, groupsOf, problemsOf, reportText, sumText } from './report-parts';
import { useExamination } from './use-examination';

const secondMs = 1_000;
/** While the first report is on its way. */
const expectedRows = [1, 2, 3, 4, 5, 6] as const;

const CheckedAgo = ({ report }: { readonly report: DoctorReport }) => {
  const now = useNow(secondMs);
  return `Checked ${checkedText(report.checkedAt, now)} in ${formatDuration(report.durationMs)}`;
};

const Report = ({ report, isRunning }: { readonly report: DoctorReport; readonly isRunning: boolean }) => (
  <>
    {problemsOf(report).map((check) => (
      <ProblemCard key={check.id} check={check} />
    ))}
    {groupsOf(report).map(({ group, checks }) => (
      <section key={group} aria-label={group}>
        <h3 className={classes.group}>{group}</h3>
        <ul className={classes.rows}>
          {checks.map((check) => (
            <CheckRow key={check.id} check={check} isRunning={isRunning} />
          ))}
        </ul>
      </section>
    ))}
  </>
);

const Waiting = () => (
  <ul className={classes.rows} aria-label="Checking">
    {expectedRows.map((row) => (
      <li key={row} className={classes.row}>
        <Skeleton circle height={16} />
        <Skeleton height={10} width={110} />
        <Skeleton height={10} width={280} />
      </li>
    ))}
  </ul>
);

/** What is wrong with names, ports, Python, disk and versions of this machine, and how to mend it. It changes nothing itself. */
export const DoctorScreen = ({ project }: { readonly project: Project }) => {
  const report = useEngine((state) => state.doctor.find(({ id }) => id === project.id)?.report ?? null);
  const { isRunning, error, run } = useExamination(project.id);
  useCommand('restart-server', isRunning ? null : run, 'Check again');
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <div>
          <h2 aria-live="polite">{report === null ? 'Checking this machine' : sumText(report)}</h2>
          <p>{report === null ? 'Names, ports, Python, disk, versions' : <CheckedAgo report={report} />}</p>
        </div>
        <div className={classes.headEnd}>
          {report !== null && (
            <CopyButton value={reportText(report)}>
              {({ copied, copy }) => (
                <Button
                  leftSection={
                    copied ? <IconCheck size={16} stroke={1.5} /> : <IconCopy size={16} stroke={1.5} />
                  }
                  onClick={copy}
                >
                  {copied ? 'Copied' : 'Copy report'}
                </Button>
              )}
            </CopyButton>
          )}
          <Button
            leftSection={<IconRefresh size={16} stroke={1.5} />}
            rightSection={<KeyHint command="restart-server" />}
            disabled={isRunning}
            onClick={run}
          >
            Check again
          </Button>
        </div>
      </header>
      {error !== null && (
        <Alert color="red" title={error.message} role="alert">
          {error.hint}
        </Alert>
      )}
      {report === null ? error === null && <Waiting /> : <Report report={report} isRunning={isRunning} />}
    </div>
  );
};
