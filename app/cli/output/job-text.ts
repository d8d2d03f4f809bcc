import type { JobRecord } from '../../contract';
import { cleanLogLine, cleanText } from './clean-text';
import { renderError } from './error-text';
import { jobStateText, jobTook } from './jobs-text';
import type { Paint } from './paint';
import { formatDuration } from './quantities';
import { renderFacts, renderTable } from './table';

const renderPhases = ({ phases }: JobRecord, paint: Paint): string =>
  renderTable(
    [{ title: 'PHASE' }, { title: 'TOOK', align: 'right' }, { title: 'LAST' }],
    phases.map(({ phase, durationMs, detail }) => [
      cleanText(phase),
      durationMs === null ? '' : formatDuration(durationMs),
      cleanText(detail ?? ''),
    ]),
    paint,
  );

/** One job in full: what it went through, how it ended, and what its programs said. */
export const renderJob = (job: JobRecord, now: Date, paint: Paint): string => {
  const facts = renderFacts(
    [
      ['Job', `${paint.bold(cleanText(job.title))} ${paint.dim(job.id)}`],
      ['State', jobStateText(job, paint)],
      ['Started', job.startedAt],
      ['Took', jobTook(job, now)],
    ],
    paint,
  );
  const said = job.output.map((line) => `  | ${cleanLogLine(line, paint.hasColour)}`);
  return [
    facts,
    ...(job.phases.length === 0 ? [] : ['', renderPhases(job, paint)]),
    ...(said.length === 0 ? [] : ['', ...said]),
    ...(job.error === null ? [] : ['', renderError(job.error, paint).trimEnd()]),
  ].join('\n');
};
