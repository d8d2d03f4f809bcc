import { expect, test } from 'vitest';
import { job } from '../testing/scripted-host';
import { renderJobs } from './jobs-text';
import { paintFor } from './paint';

const plain = paintFor(false);
const now = new Date('2026-11-02T10:00:00Z');

test('jobs are listed with the youngest first, the failed ones with their message', () => {
  const error = {
    code: 'dump-truncated' as const,
    message: 'live.dump ends too early.',
    hint: null,
    data: {},
  };
  const text = renderJobs(
    [
      job({ id: 'aaaaaaaa-1', state: 'failed', error, endedAt: '2026-10-30T10:00:02Z' }),
      job({ id: 'bbbbbbbb-2', startedAt: '2026-11-02T09:59:00Z' }),
    ],
    now,
    plain,
  );
  expect(text.split('\n').slice(1)).toEqual([
    'bbbbbbbb  Import live.dump  running 25 %  rows                       1 min ago  1 min 0 s',
    'aaaaaaaa  Import live.dump  failed        live.dump ends too early.  3 d ago        2.0 s',
  ]);
});
