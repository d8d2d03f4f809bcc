import { expect, it } from 'vitest';
import { jobPlace } from './job-place';

it('leads to where the outcome of a job is seen', () => {
  const job = { id: 'j1', projectId: 'p1' } as const;
  expect(jobPlace({ ...job, kind: 'import' })).toEqual({ screen: 'import', project: 'p1', job: 'j1' });
  expect(jobPlace({ ...job, kind: 'snapshot' })).toEqual({ screen: 'databases', project: 'p1' });
  expect(jobPlace({ ...job, kind: 'switch' })).toEqual({ screen: 'sites', project: 'p1' });
  expect(jobPlace({ ...job, projectId: null, kind: 'demo' })).toBeNull();
});
