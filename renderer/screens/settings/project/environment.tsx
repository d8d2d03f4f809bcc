import { Alert, Loader } from '@mantine/core';
import { useCallback } from 'react';
import type { ServerEnvironment } from '../../../../app/contract';
import type { Client } from '../../../door/connect';
import { useAnswer } from '../../../store/use-answer';
import classes from '../settings-screen.module.css';

const Lines = ({ overlay, variables }: ServerEnvironment) => (
  <>
    <h4>Settings that the overlay changes</h4>
    <ul className={classes.rows}>
      {overlay.map(({ id, setting, reason, isOn }) => (
        <li key={id} className={classes.configRow}>
          <span className={`mono ${classes.key}`}>{setting}</span>
          <span className={classes.value}>{reason}</span>
          <span className={classes.origin}>{isOn ? 'on' : `off, by serve.overlay.${id}`}</span>
        </li>
      ))}
    </ul>
    <h4>Environment of a server</h4>
    <ul className={classes.rows}>
      {variables.map(({ name, value, reason }) => (
        <li key={name} className={classes.configRow}>
          <span className={`mono ${classes.key}`}>{name}</span>
          <span className={`mono ${classes.value}`}>{value}</span>
          <span className={classes.origin}>{reason}</span>
        </li>
      ))}
    </ul>
  </>
);

/** What a server of the project gets, line by line; nothing of it is changed here. */
export const Environment = ({ projectId }: { readonly projectId: string }) => {
  const ask = useCallback(
    (client: Client) => client.projects.environment({ projectId, siteId: null }),
    [projectId],
  );
  const [answer] = useAnswer(ask, null);
  switch (answer.state) {
    case 'loading':
      return <Loader aria-label="Reading the environment" />;
    case 'failed':
      return (
        <Alert color="gray" title={answer.message}>
          {answer.hint}
        </Alert>
      );
    case 'known':
      return <Lines {...answer.value} />;
    default:
      return answer satisfies never;
  }
};
