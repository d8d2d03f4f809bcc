import { Alert, Button, Collapse, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Project } from '../../../../app/contract';
import { useConfig } from '../../../config/use-config';
import classes from '../settings-screen.module.css';
import { ConfigRow } from './config-row';
import { Environment } from './environment';
import { RemoveProject } from './remove-project';

const Config = ({ project }: { readonly project: Project }) => {
  const { config, change } = useConfig(project.id, project.watch.lastChange?.at ?? null);
  switch (config.state) {
    case 'loading':
      return <Skeleton height={160} aria-label="Reading the configuration" />;
    case 'failed':
      return (
        <Alert color="red" title={config.message}>
          {config.hint}
        </Alert>
      );
    case 'known':
      return (
        <ul className={classes.rows}>
          {config.value.map((line) => (
            <ConfigRow key={line.key} line={line} onChange={change} />
          ))}
        </ul>
      );
    default:
      return config satisfies never;
  }
};

/** What holds for one project: its configuration, what its servers get, and how it is removed. */
export const ProjectSettings = ({ project }: { readonly project: Project }) => {
  const [isShown, { toggle }] = useDisclosure(false);
  return (
    <section aria-label={`Project ${project.name}`}>
      <h2>{project.name}</h2>
      <p className={classes.note}>
        In <span className="mono">{project.folder}</span>. A change goes into manysite.json where it holds for
        the team, else into manysite.local.json.
      </p>
      <Config project={project} />
      <div className={classes.more}>
        <Button aria-expanded={isShown} onClick={toggle}>
          {isShown ? 'Hide' : 'Show'} what its servers get
        </Button>
        <RemoveProject project={project} />
      </div>
      <Collapse expanded={isShown}>{isShown && <Environment projectId={project.id} />}</Collapse>
    </section>
  );
};
