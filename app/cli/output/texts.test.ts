import { describe, expect, test } from 'vitest';
import { noResponses, noTraffic } from '../../contract';
import { database, job, project, site, state } from '../testing/scripted-host';
import { renderConfig } from './config-text';
import { renderDatabases } from './databases-text';
import { renderError } from './error-text';
import { renderImported } from './imported-text';
import { renderJobs } from './jobs-text';
import { renderModes } from './mode-text';
import { overviewOf, renderOverview } from './overview-text';
import { paintFor } from './paint';
import { renderServed } from './served-text';
import { renderSites } from './sites-text';
import { renderStatus } from './status-text';

const plain = paintFor(false);
const now = new Date('2026-11-02T10:00:00Z');
const status = {
  project: 'shop',
  database: 'shop_live',
  mode: 'multi-process' as const,
  router: { url: 'http://127.0.0.1:8000/', port: 8000 },
  watch: { state: 'idle' as const, reason: null, lastChange: null },
  routes: [],
  servers: [],
};

describe('the sites', () => {
  test('stand in columns, with disabled ones, aliases and problems told', () => {
    const problem = {
      code: 'slug-invalid' as const,
      severity: 'error' as const,
      siteId: 2,
      message: 'The slug of Z\u001b[31mwei is no DNS label.',
      suggestion: 'zwei',
    };
    const aliases = [
      { id: 1, domain: 'portal.127.0.0.1.nip.io', isCanonical: true, redirectsToCanonical: true },
      { id: 2, domain: 'old.example.com', isCanonical: false, redirectsToCanonical: true },
    ];
    const unserved = { server: null, routedToPort: null };
    const text = renderSites(
      [
        { ...site({ aliases }), ...unserved },
        {
          ...site({ id: 12, slug: 'z_w', name: 'Zwei', isEnabled: false, url: null, problems: [problem] }),
          ...unserved,
        },
      ],
      plain,
    );
    expect(text.split('\n')).toEqual([
      'ID  SLUG    NAME    OPENS AT                              REAL DOMAIN      ALIASES',
      ' 1  portal  Portal  http://portal.127.0.0.1.nip.io:8000/  www.example.com  old.example.com →',
      '12  z_w     Zwei    portal.127.0.0.1.nip.io (disabled)    www.example.com',
      '',
      'error  The slug of Zwei is no DNS label. (try zwei)',
      '',
      "2 sites, 1 disabled, → redirects to the site's domain",
    ]);
  });

  test('that are served tell by what, and how fast', () => {
    const server = { name: 'all', state: 'ready', requests: 5, p50Ms: 12.3, p95Ms: 30 };
    const text = renderSites(
      [
        { ...site(), server, routedToPort: null },
        { ...site({ slug: 'two' }), server: { ...server, p50Ms: null }, routedToPort: 9000 },
      ],
      plain,
    );
    expect(text).toMatch(/^ 1 +portal +Portal +http\S+ +ready +12 ms /m);
    expect(text).toMatch(/^ 1 +two +Portal +http\S+ +port 9000 by hand +www/m);
  });

  test('that are none are said to be none', () => {
    expect(renderSites([], plain)).toBe('This database has no sites in django_site.');
  });
});

describe('the databases', () => {
  test('mark the active one, and tell size, age and attention', () => {
    const text = renderDatabases(
      [
        database({
          snapshots: [{ name: 'before', takenAt: '2026-11-01T10:00:00Z', sizeBytes: 1_000_000 }],
          totalBytes: 25_345_678,
        }),
        database({
          name: 'shop_stage',
          label: 'stage',
          isActive: false,
          state: 'needs-attention',
          attention: 'migrate failed',
        }),
      ],
      now,
      plain,
    );
    expect(text).toContain(
      '*  shop_live   live   active               2  12.3 MB      25.3 MB  3 d ago   live.dump',
    );
    expect(text).toContain('shop_stage  migrate failed');
    expect(text).toContain('before    live  1.00 MB  1 d ago');
    expect(text).toContain('2 databases, 49.7 MB, of which 25.0 MB are snapshots and copies for reset');
  });
});

describe('the status', () => {
  test('without servers tells the next step', () => {
    expect(renderStatus(status, now, plain)).toContain('No server runs. Start them: manysite start');
    expect(renderStatus({ ...status, database: null }, now, plain)).toContain('manysite import DUMP');
  });

  test('lists servers with what they use and answer, and sums the memory up', () => {
    const server = {
      name: 'portal',
      siteIds: [1],
      state: 'ready',
      pid: 42,
      port: 40001,
      memoryBytes: 50_000_000,
      cpuShare: 0.034,
      since: '2026-11-02T08:00:00Z',
      restarts: 0,
      traffic: {
        ...noTraffic,
        requests: 1_204,
        responses: { ...noResponses, success: 1_200, serverError: 3, unanswered: 1 },
        requestsPerSecond: 2.5,
        p50Ms: 12.3,
        p95Ms: 1_500,
      },
    };
    const two = { ...server, name: 'two', siteIds: [1, 2, 3, 4, 5, 6, 7], restarts: 2, traffic: noTraffic };
    const text = renderStatus({ ...status, servers: [server, two] }, now, plain);
    expect(text).toMatch(
      /^portal {2}ready {2}1 +42 {2}40001 {2}2 h +3 % {2}50\.0 MB +1,204 +2\.5\/s +4 +12 ms {2}1\.5 s$/m,
    );
    expect(text).toMatch(
      /^SERVER .* UP .* CPU .* MEMORY .* REQUESTS .* RATE .* ERRORS .* P50 .* P95 .* RESTARTS$/m,
    );
    expect(text).toMatch(/^two .* 2$/m);
    expect(text).toContain('1, 2, 3, 4, 5, 6 … (7)');
    expect(text).toContain('2 servers, 100 MB');
  });
});

describe('an error', () => {
  const shape = {
    code: 'server-died' as const,
    message: 'The server ended.',
    hint: 'See the log.',
    data: {},
  };

  test('has message, what the program said, and the next step, in this order', () => {
    const text = renderError({ ...shape, data: { lastLines: ['Traceback', '\u001b[2JKeyError'] } }, plain);
    expect(text).toBe('Error: The server ended.\n  | Traceback\n  | KeyError\nNext:  See the log.');
  });

  test('that is a bug has its stack', () => {
    expect(renderError({ ...shape, code: 'bug', data: { stack: 'Error: x\n    at y' } }, plain)).toContain(
      'at y',
    );
  });

  test('is coloured only where colours are shown', () => {
    expect(renderError(shape, paintFor(true))).toContain('\u001b[31mError:\u001b[39m');
  });
});

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

test('an import tells counts, what was left out, and the next step', () => {
  const report = {
    tables: 3,
    rows: 1200,
    indexes: 4,
    constraints: 2,
    skipped: [{ what: 'OWNER', count: 3, reason: 'all is yours' }],
    warnings: ['No role "web".'],
    durationMs: 1500,
    phases: [],
  };
  const text = renderImported(database({ isActive: false, report, problemCount: 1 }), plain);
  expect(text.split('\n')).toEqual([
    'Imported shop_live: 3 tables, 1,200 rows, 12.3 MB in 1.5 s',
    'left out   3 × OWNER',
    'warning   No role "web".',
    '2 sites. 1 problem: see manysite sites. Make it the active one: manysite switch shop_live',
  ]);
});

test('what is served lists the sites that open, and counts the rest', () => {
  const sites = Array.from({ length: 14 }, (_, index) => site({ id: index, name: `Site ${index}` }));
  const text = renderServed('shop', status, [...sites, site({ name: 'Off', isEnabled: false })], plain);
  expect(text).toContain('Serving shop from shop_live, multi-process.');
  expect(text).toContain('and 2 more: manysite sites');
  expect(text).not.toContain('Off');
});

describe('the modes', () => {
  const measured = {
    memoryBytes: 60_000_000,
    startMs: 1_234,
    p50Ms: 12.3,
    p95Ms: null,
    serverCount: 1,
    database: 'live',
    measuredAt: '2026-11-02T09:00:00Z',
  };

  test('are shown with what they took, and what was not measured yet', () => {
    const figures = { 'single-process': measured, 'multi-process': null };
    const text = renderModes('single-process', figures, now, plain);
    expect(text).toMatch(/^\* +single-process +1 +60\.0 MB +1\.2 s +12 ms +– +1 h ago, live$/m);
    expect(text).toMatch(/^ +multi-process +not measured yet$/m);
  });
});

test('what is served leaves out the sites whose server has failed', () => {
  const failed = {
    name: 'velo',
    siteIds: [2],
    state: 'failed',
    pid: null,
    port: null,
    memoryBytes: null,
    cpuShare: null,
    since: null,
    restarts: 4,
    traffic: noTraffic,
  };
  const sites = [site(), site({ id: 2, name: 'Velo', url: 'http://velo.test:8000/' })];
  const text = renderServed('shop', { ...status, servers: [failed] }, sites, plain);
  expect(text).toContain('http://portal.127.0.0.1.nip.io:8000/');
  expect(text).not.toContain('velo.test');
});

test('configuration says where each value is from, without saying it twice', () => {
  const text = renderConfig(
    [
      {
        key: 'domainFormat',
        value: '{}.localhost',
        origin: 'manysite.json',
        detail: 'manysite.json, line 14',
        overridden: [
          { value: '{}.divio.me', origin: 'settings.py', detail: 'FORMAT in shop/settings.py, line 3' },
        ],
      },
      {
        key: 'defaultMode',
        value: 'multi-process',
        origin: 'env-file',
        detail: 'MODE in .env',
        overridden: [],
      },
      { key: 'serve.warmUp', value: ['/'], origin: 'default', detail: null, overridden: [] },
    ],
    plain,
  );
  expect(text.split('\n').slice(1)).toEqual([
    'domainFormat  {}.localhost   manysite.json, line 14',
    '              {}.divio.me    FORMAT in shop/settings.py, line 3, overridden',
    'defaultMode   multi-process  env-file: MODE in .env',
    'serve.warmUp  ["/"]          default',
  ]);
});
