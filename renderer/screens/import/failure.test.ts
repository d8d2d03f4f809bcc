import { describe, expect, it } from 'vitest';
import type { ErrorShape, Job } from '../../../app/contract';
import { failedStatementOf, failureReport, placeText, postgresWords } from './failure';

const error = (data: ErrorShape['data']): ErrorShape => ({
  code: 'dump-statement-failed',
  message: 'It failed.',
  hint: 'Make it again.',
  data,
});

const data = {
  object: 'constraint sku_key of public.product',
  sqlState: '23505',
  place: { kind: 'entry', dumpId: 3118 },
  message: 'could not create unique index "sku_key"',
  detail: 'Key (sku)=(BK-20418) is duplicated.',
  where: null,
  statement: 'ALTER TABLE ONLY public.product\n    ADD CONSTRAINT sku_key UNIQUE (sku);',
  rows: {
    columns: ['id', 'sku'],
    rows: [
      ['1', 'BK-20418'],
      ['2', null],
    ],
  },
};

describe('PostgreSQL’s words', () => {
  it('are told as they are, with the statement that they are about', () => {
    const failed = failedStatementOf(error(data));
    expect(failed === null ? null : postgresWords(failed)).toBe(
      'could not create unique index "sku_key"\nDETAIL: Key (sku)=(BK-20418) is duplicated.\nALTER TABLE ONLY public.product\n    ADD CONSTRAINT sku_key UNIQUE (sku);',
    );
    expect(failed === null ? null : placeText(failed)).toBe('archive entry 3118');
  });

  it('are absent where it was not PostgreSQL that failed', () => {
    expect(failedStatementOf(error({ file: 'live.dump' }))).toBeNull();
    expect(failedStatementOf({ ...error(data), code: 'dump-truncated' })).toBeNull();
  });
});

it('the report of a failure holds all that is known of it', () => {
  const job: Job = {
    id: 'j',
    kind: 'import',
    title: 'Import live',
    projectId: 'p',
    state: 'failed',
    phase: 'indexes',
    phases: [{ phase: 'data', durationMs: 7_600, detail: 'public.shop' }],
    fraction: 0.5,
    detail: null,
    bytesDone: null,
    bytesTotal: null,
    isCancellable: false,
    startedAt: '2026-11-23T14:36:00.000Z',
    endedAt: '2026-11-23T14:36:11.000Z',
    result: null,
    error: error(data),
  };
  const report = failureReport(job);
  for (const part of [
    'Import live: failed',
    'It failed.',
    'Make it again.',
    '23505',
    'DETAIL: Key',
    'id\tsku',
    '2\t–',
    'data, 7600 ms',
  ])
    expect(report).toContain(part);
});
