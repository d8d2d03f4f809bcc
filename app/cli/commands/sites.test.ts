import { describe, expect, test } from 'vitest';
import type { Problem } from '../../contract';
import { script, scriptedClient, site } from '../testing/scripted-host';
import { run } from '../testing/test-terminal';

const elsewhere: Problem = {
  code: 'real-domains-elsewhere',
  severity: 'warning',
  siteId: null,
  message: 'django_site has no sites, and the table wagtailcore_site holds \u001b[2Ja.example.',
  suggestion: null,
};

describe('sites', () => {
  test('of a database that has none tell what was found in other tables, on stderr also with --json', async () => {
    const client = scriptedClient(script({ sites: [], problems: [elsewhere] }));
    const json = await run(['sites', '--json'], client);
    expect(JSON.parse(json.out)).toEqual([]);
    for (const { err } of [json, await run(['sites'], client)]) {
      expect(err).toContain('warning  django_site has no sites, and the table wagtailcore_site holds');
      expect(err).not.toContain('\u001b');
    }
  });

  test('tell it with the first of them otherwise', async () => {
    const client = scriptedClient(script({ sites: [site(), site({ id: 2 })], problems: [elsewhere] }));
    const { out, err } = await run(['sites', '--json'], client);
    expect(JSON.parse(out)).toMatchObject([{ problems: [elsewhere] }, { problems: [] }]);
    expect(err).toBe('');
  });
});
