import { Button, CopyButton } from '@mantine/core';
import { IconAlertTriangle, IconCopy, IconRefresh } from '@tabler/icons-react';
import type { Project, Server, Site } from '../../../../app/contract';
import { AgainIn } from '../../../marks/again-in';
import { useNavigation } from '../../../navigation/navigation';
import { call } from '../../../store/call';
import { failureTitle, shownLines } from '../../sites/failure-text';
import { failureOf } from './failure';
import classes from './preview.module.css';

interface Props {
  readonly project: Project;
  readonly site: Site;
  readonly server: Server;
  readonly status: Extract<Server['status'], { state: 'failed' | 'backing-off' }>;
}

const shownCount = 12;

/** Why a site does not start, in the place of its page, with the ways out. */
export const FailedPage = ({ project, site, server, status }: Props) => {
  const go = useNavigation((navigation) => navigation.go);
  const lines = status.state === 'failed' ? status.lastLines : [];
  const { reason, where } = failureOf(status.failures, lines, project.folder);
  const others = server.siteIds.length - 1;
  return (
    <div className={classes.notice} role="alert">
      <IconAlertTriangle size={26} stroke={1.5} className={classes.failedIcon} aria-hidden="true" />
      <h3>{site.name} does not start</h3>
      <p>
        <span className="mono">{reason}</span>
        {where !== null && (
          <>
            , in <span className="mono">{where.file}</span>, line {where.line}
          </>
        )}
        . {failureTitle(status.failures)}.
      </p>
      {status.state === 'backing-off' && (
        <p>
          It starts again by itself: <AgainIn at={status.retryAt} />.
        </p>
      )}
      {lines.length > 0 && (
        // The end is what is in sight: there the cause is.
        <div className={classes.lines}>
          <pre>
            {shownLines(lines, shownCount).map(({ number, text, isCause }) => (
              <span key={number} data-cause={isCause || undefined}>
                {text}
                {'\n'}
              </span>
            ))}
          </pre>
        </div>
      )}
      <div className={classes.ways}>
        <Button
          variant="filled"
          leftSection={<IconRefresh size={15} stroke={1.5} />}
          onClick={() =>
            call((client) => client.servers.restart({ projectId: project.id, server: server.name }))
          }
        >
          Restart {server.name}
        </Button>
        <Button onClick={() => go({ screen: 'site', project: project.id, siteId: site.id, panel: 'log' })}>
          Whole log
        </Button>
        {lines.length > 0 && (
          <CopyButton value={lines.join('\n')}>
            {({ copied, copy }) => (
              <Button variant="subtle" leftSection={<IconCopy size={15} stroke={1.5} />} onClick={copy}>
                {copied ? 'Copied' : 'Copy lines'}
              </Button>
            )}
          </CopyButton>
        )}
      </div>
      <p className={classes.aside}>
        {others > 0
          ? `The ${others} other sites of this server fail with it.`
          : 'The other sites are not affected.'}
        {project.watch.state === 'watching' && ' A change to a Python file starts it again by itself.'}
      </p>
    </div>
  );
};
