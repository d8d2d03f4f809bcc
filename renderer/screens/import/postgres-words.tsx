import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { FailedStatement } from '../../../app/contract';
import { placeText, postgresWords } from './failure';
import classes from './postgres-words.module.css';

/** What PostgreSQL said, unshortened, to be copied. */
export const PostgresWords = ({ failed }: { readonly failed: FailedStatement }) => {
  const { message, detail, where, statement, sqlState } = failed;
  return (
    <section className={classes.words} aria-label="PostgreSQL’s words">
      <header>
        <h3>PostgreSQL’s words</h3>
        <span className={classes.code}>{sqlState}</span>
        <span className={classes.place}>{placeText(failed)}</span>
        <CopyButton value={postgresWords(failed)}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? 'Copied' : 'Copy'}>
              <ActionIcon size="xs" aria-label="Copy PostgreSQL’s words" onClick={copy}>
                {copied ? <IconCheck size={14} stroke={1.5} /> : <IconCopy size={14} stroke={1.5} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </header>
      <pre>
        {message}
        {detail !== null && (
          <>
            {'\n'}
            <span>DETAIL: </span>
            {detail}
          </>
        )}
        {where !== null && (
          <>
            {'\n'}
            <span>CONTEXT: </span>
            {where}
          </>
        )}
        {statement !== null && <span>{`\n${statement}`}</span>}
      </pre>
    </section>
  );
};
