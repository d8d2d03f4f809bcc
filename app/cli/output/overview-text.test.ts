import { describe, expect, test } from 'vitest';
import { database, job, project, state } from '../testing/scripted-host';
import { overviewOf, renderOverview } from './overview-text';
import { paintFor } from './paint';

const plain = paintFor(false);

describe('the overview', () => {
  test('of nothing says how to begin', () => {
    expect(renderOverview(overviewOf(state()), plain)).toContain('manysite demo');
  });

  test('tells the next step of each project', () => {
    const overview = overviewOf(
      state({
        projects: [
          project({ isRunning: true }),
          project({ id: 'p2', name: 'my blog', activeDatabaseId: null, trouble: 'Its folder is gone.' }),
        ],
        databases: [database()],
        jobs: [job()],
      }),
    );
    const text = renderOverview(overview, plain);
    expect(text).toContain('next: manysite sites -p shop');
    expect(text).toContain('next: manysite import -p "my blog" DUMP');
    expect(text).toContain('Its folder is gone.');
    expect(text).toContain('1 job running: manysite jobs');
  });
});
