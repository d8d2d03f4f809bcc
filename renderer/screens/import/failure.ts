import {
  type ErrorShape,
  type FailedStatement,
  failedStatementSchema,
  type Job,
} from '../../../app/contract';

/** What PostgreSQL said of a statement of the dump; null where it was not PostgreSQL that failed. */
export const failedStatementOf = ({ code, data }: ErrorShape): FailedStatement | null => {
  if (code !== 'dump-statement-failed') return null;
  const parsed = failedStatementSchema.safeParse(data);
  return parsed.success ? parsed.data : null;
};

/** PostgreSQL's own words, unshortened. */
export const postgresWords = ({ message, detail, where, statement }: FailedStatement): string =>
  [
    message,
    ...(detail === null ? [] : [`DETAIL: ${detail}`]),
    ...(where === null ? [] : [`CONTEXT: ${where}`]),
    ...(statement === null ? [] : [statement]),
  ].join('\n');

/** Where it stands in the dump. */
export const placeText = ({ place }: FailedStatement): string | null => {
  if (place === null) return null;
  return place.kind === 'entry' ? `archive entry ${place.dumpId}` : `line ${place.line}`;
};

const phaseText = ({ phase, durationMs, detail }: Job['phases'][number]): string =>
  [phase, durationMs === null ? '' : `${Math.round(durationMs)} ms`, detail ?? '']
    .filter((part) => part !== '')
    .join(', ');

const rowsText = ({ rows }: FailedStatement): readonly string[] =>
  rows === null
    ? []
    : ['', rows.columns.join('\t'), ...rows.rows.map((row) => row.map((cell) => cell ?? '–').join('\t'))];

/** All that is known of a failure, to be sent to somebody. */
export const failureReport = (job: Job): string => {
  const { error } = job;
  const failed = error === null ? null : failedStatementOf(error);
  return [
    `${job.title}: ${job.state}`,
    `from ${job.startedAt} to ${job.endedAt ?? '–'}`,
    ...(error === null ? [] : [`${error.code}: ${error.message}`]),
    ...(error?.hint == null ? [] : [error.hint]),
    ...(failed === null
      ? []
      : ['', `PostgreSQL, ${failed.sqlState}:`, postgresWords(failed), ...rowsText(failed)]),
    '',
    'Phases:',
    ...job.phases.map(phaseText),
    '',
  ].join('\n');
};
