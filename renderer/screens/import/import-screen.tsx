import { useEffect } from 'react';
import type { Project } from '../../../app/contract';
import type { Place } from '../../navigation/place';
import { ImportJob } from './import-job';
import { useLook } from './look';
import { lookFor } from './look-into';
import { NoDump } from './no-dump';
import { ReadFailed } from './read-failed';
import { Reading } from './reading';
import { Xray } from './xray';

interface Props {
  /** Null: there is no project yet, and a dump is only looked into. */
  readonly project: Project | null;
  readonly place: Extract<Place, { screen: 'import' }>;
}

const LookedInto = ({ project }: { readonly project: Project | null }) => {
  const look = useLook((store) => store.look);
  const projectId = project?.id ?? null;
  useEffect(() => {
    if (projectId !== null && look.state === 'known') lookFor(projectId);
  }, [projectId, look.state]);
  switch (look.state) {
    case 'none':
      return <NoDump projectId={projectId} />;
    case 'sending':
    case 'reading':
      return <Reading look={look} />;
    case 'known':
      return <Xray look={look} project={project} />;
    case 'failed':
      return <ReadFailed look={look} projectId={projectId} />;
    default:
      return look satisfies never;
  }
};

/** A dump on its way to a database: looked into first, then imported. */
export const ImportScreen = ({ project, place }: Props) =>
  project !== null && place.job !== null ? (
    <ImportJob key={place.job} project={project} jobId={place.job} />
  ) : (
    <LookedInto project={project} />
  );
