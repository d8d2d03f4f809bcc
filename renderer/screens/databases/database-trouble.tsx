import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Database, Project } from '../../../app/contract';
import { Mark } from '../../marks/mark';
import { useEngine } from '../../store/current';
import { attentionOf } from '../../text/attention';
import { settle } from './database-actions';
import classes from './databases.module.css';
import { isImporting } from './making';

/** What failed in one line, its last words, all of them where somebody asks, and the ways out. */
const Attention = ({ database }: { readonly database: Database }) => {
  const [isShown, { toggle }] = useDisclosure(false);
  const { what, lastWords, output } = attentionOf(database.attention);
  return (
    <div className={classes.trouble}>
      <p>
        <Mark kind="conflict" /> <strong>{what}</strong>
      </p>
      {lastWords !== null && <p className="mono">{lastWords}</p>}
      {output !== null && isShown && <pre className={classes.output}>{output}</pre>}
      <Group gap={8}>
        <Button variant="filled" onClick={() => settle(database, 'retry')}>
          Run the steps again
        </Button>
        <Button onClick={() => settle(database, 'skip')}>Keep it without them</Button>
        {output !== null && output !== lastWords && (
          <Button variant="subtle" color="gray" aria-expanded={isShown} onClick={toggle}>
            {isShown ? 'Hide its output' : 'Show its output'}
          </Button>
        )}
      </Group>
    </div>
  );
};

/** Why a database cannot be used, and the ways out. */
export const DatabaseTrouble = ({
  database,
  project,
}: {
  readonly database: Database;
  readonly project: Project;
}) => {
  const isMade = useEngine((state) => isImporting(state, project.id)) ?? false;
  switch (database.state) {
    case 'needs-attention':
      return <Attention database={database} />;
    case 'importing':
      return (
        <p className={classes.dimmed}>
          <Mark kind={isMade ? 'starting' : 'disabled'} />{' '}
          {isMade ? 'Being imported' : 'Incomplete, removed on next start'}
        </p>
      );
    case 'deleting':
      return (
        <p className={classes.dimmed}>
          <Mark kind="draining" /> Being deleted
        </p>
      );
    case 'ready':
      return null;
    default:
      return database.state satisfies never;
  }
};
