import { describe, expect, test } from 'vitest';
import { site } from '../testing/scripted-host';
import { paintFor } from './paint';
import { renderSites } from './sites-text';

const plain = paintFor(false);

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
