import type { ReactNode } from 'react';
import type { Database, Project, Server, Site } from '../../../../app/contract';
import { formatDuration } from '../../../text/format';
import type { Device } from './fit-page';
import { LastPicture } from './last-picture';
import { NoPage } from './no-page';
import type { PageFacts } from './page';
import { Pane } from './pane';
import classes from './preview.module.css';
import { SitePage } from './site-page';
import type { PreviewState } from './use-preview';

interface Props {
  readonly project: Project;
  readonly database: Database;
  readonly site: Site;
  readonly server: Server | null;
  readonly device: Device;
  readonly preview: PreviewState;
  readonly isTitled: boolean;
}

const coverOf = (facts: PageFacts, database: Database, site: Site): ReactNode => {
  if (facts.failure !== null) {
    return (
      <div className={classes.notice} role="alert">
        <h3>The page could not be loaded</h3>
        <p>{facts.failure}. The doctor looks after names and ports of this machine.</p>
      </div>
    );
  }
  return (
    !facts.isPainted && (
      <LastPicture database={database} site={site}>
        Loading {site.name}
      </LastPicture>
    )
  );
};

/** The page as it is served here, or why there is none. */
export const LocalPane = ({ project, database, site, server, device, preview, isTitled }: Props) => {
  const { condition, visit, facts, controls, onFacts, onWent } = preview;
  return (
    <section className={classes.side} aria-label="Local">
      {isTitled && (
        <div className={classes.sideHead}>
          <strong>Local</strong> {project.mode}, {database.label}
          <span className={classes.sideFigure}>
            {facts.durationMs !== null && formatDuration(facts.durationMs)}
          </span>
        </div>
      )}
      {condition.kind === 'live' ? (
        <Pane device={device} over={coverOf(facts, database, site)}>
          <SitePage
            visit={visit}
            title={`Preview of ${site.name}`}
            databaseId={database.id}
            controls={controls}
            onFacts={onFacts}
            onWent={onWent}
          />
        </Pane>
      ) : (
        <NoPage project={project} database={database} site={site} server={server} condition={condition} />
      )}
    </section>
  );
};
