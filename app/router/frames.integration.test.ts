import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
      response.setHeader('X-Frame-Options', 'DENY').end('page');
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
