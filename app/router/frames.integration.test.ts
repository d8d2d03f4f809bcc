import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageSeen } from '../contract';
import { runHttpUpstream } from './testing/run-upstream';
import { Scene } from './testing/scene';

const page = 'http://127.0.0.1:41207';
const browser = 'Mozilla/5.0 Chrome/150';
let scene: Scene;

beforeAll(async () => {
  scene = await Scene.open();
});
beforeEach(async () => {
  await scene.serve(
    runHttpUpstream((_, response) => {
      response.setHeader('X-Frame-Options', 'DENY').setHeader('Content-Type', 'text/html').end('page');
    }),
  );
});
afterEach(async () => {
  await scene.router.setFramers([]);
  await scene.clear();
});
afterAll(() => scene.close());

const frameFields = async (...headers: string[]): Promise<string[]> => {
  const { head, status } = await scene.ask('GET / HTTP/1.1', ...headers);
  expect(status).toBe(200);
  return head.split('\r\n').filter((line) => /^(x-frame-options|content-security-policy):/i.test(line));
};

const forbidden = ['X-Frame-Options: DENY'];
const allowed = [`Content-Security-Policy: frame-ancestors 'self' ${page}`];

describe('a site in a frame of our page', () => {
  it('may be shown while the page is attached, and not before or after', async () => {
    expect(await frameFields(`User-Agent: ${browser}`)).toEqual(forbidden);
    await scene.router.setFramers([{ origin: page, userAgent: browser }]);
    expect(await frameFields(`User-Agent: ${browser}`)).toEqual(allowed);
    await scene.router.setFramers([]);
    expect(await frameFields(`User-Agent: ${browser}`)).toEqual(forbidden);
  });

  it('is told apart from other browsers and programs, and from what is for no frame', async () => {
    await scene.router.setFramers([{ origin: page, userAgent: browser }]);
    expect(await frameFields()).toEqual(forbidden);
    expect(await frameFields('User-Agent: curl/8')).toEqual(forbidden);
    expect(await frameFields(`User-Agent: ${browser}`, 'Sec-Fetch-Dest: document')).toEqual(forbidden);
    expect(await frameFields(`User-Agent: ${browser}`, 'Sec-Fetch-Dest: iframe')).toEqual(allowed);
  });

  it('may be shown by each of several pages, once', async () => {
    const other = 'http://localhost:9000';
    await scene.router.setFramers([
      { origin: page, userAgent: browser },
      { origin: page, userAgent: browser },
      { origin: other, userAgent: browser },
    ]);
    expect(await frameFields(`User-Agent: ${browser}`)).toEqual([
      `Content-Security-Policy: frame-ancestors 'self' ${page} ${other}`,
    ]);
  });
});

describe('what somebody saw last of a site', () => {
  it('is a page that was asked for as one, and whether it may have been in a frame', async () => {
    const seen: (PageSeen | null)[] = [];
    const end = scene.router.onEvent((event) => {
      if (event.type === 'served') seen.push(...event.sites.map(({ lastPage }) => lastPage));
    });
    await scene.router.setFramers([{ origin: page, userAgent: browser }]);
    await scene.ask('GET /a?b=c HTTP/1.1', 'Accept: text/html,*/*;q=0.8', `User-Agent: ${browser}`);
    await scene.ask('GET /script HTTP/1.1', 'Accept: */*', `User-Agent: ${browser}`);
    await vi.waitFor(() => expect(seen).toMatchObject([{ path: '/a?b=c', status: 200, isFramed: true }]), {
      timeout: 10_000,
    });
    await scene.ask('GET /d HTTP/1.1', 'Accept: text/html');
    await vi.waitFor(() => expect(seen.at(-1)).toMatchObject({ path: '/d', isFramed: false }), {
      timeout: 10_000,
    });
    end();
  });
});
