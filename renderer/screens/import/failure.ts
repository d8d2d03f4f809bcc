import { z } from 'zod';
import type { ErrorShape, Job } from '../../../app/contract';

/** What a failed statement of a dump tells (app/dumps/restore/restore-error.ts). */
const statementSchema = z.object({
  sqlState: z.string(),
  message: z.string(),
  detail: z.string().nullable().default(null),
  where: z.string().nullable().default(null),
});

/** PostgreSQL's own words, unshortened; null where it was not PostgreSQL that failed. */
export const postgresWords = ({
  data,
}: ErrorShape): { readonly code: string; readonly text: string } | null => {
  const parsed = statementSchema.safeParse(data);
  if (!parsed.success) return null;
  const { sqlState, message, detail, where } = parsed.data;
  const lines = [
    message,
    ...(detail === null ? [] : [`DETAIL: ${detail}`]),
    ...(where === null ? [] : [`CONTEXT: ${where}`]),
  ];
  return { code: sqlState, text: lines.join('\n') };
};

/** All that is known of a failure, to be sent to somebody. */
export const failureReport = (job: Job): string => {
  const { error } = job;
  const words = error === null ? null : postgresWords(error);
  const phases = job.phases.map(({ phase, durationMs, detail }) =>
    [phase, durationMs === null ? '' : `${Math.round(durationMs)} ms`, detail ?? '']
      .filter((part) => part !== '')
      .join(', '),
  );
  return [
    `${job.title}: ${job.state}`,
    `from ${job.startedAt} to ${job.endedAt ?? '–'}`,
    ...(error === null ? [] : [`${error.code}: ${error.message}`]),
    ...(error?.hint == null ? [] : [error.hint]),
    ...(words === null ? [] : ['', `PostgreSQL, ${words.code}:`, words.text]),
    '',
    'Phases:',
    ...phases,
    '',
  ].join('\n');
};
