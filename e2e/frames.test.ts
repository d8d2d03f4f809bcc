import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openSandbox, type Sandbox } from './support/sandbox';
import { serveTiny, statusOf } from './support/tiny-site';

const browser = 'Mozilla/5.0 Chrome/150';

describe('a site in a frame of a page in a browser', () => {
  let sandbox: Sandbox;
  let routerPort: number;

  const read = (file: string) => JSON.parse(readFileSync(join(sandbox.dataFolder, file), 'utf8'));

  /** Who may frame the portal, as a browser or program is told. */
  const told = (userAgent: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const headers = { host: 'portal.127.0.0.1.nip.io', 'user-agent': userAgent };
      request({ host: '127.0.0.1', port: routerPort, headers }, (response) => {
        response.resume();
        resolve(response.headers['x-frame-options'] ?? response.headers['content-security-policy']);
      })
        .on('error', reject)
        .end();
    });

  /** A client at the door, as the page in a browser is one. */
  const attachPage = (hello: object): Promise<WebSocket> =>
    new Promise((resolve, reject) => {
      const { port } = read('host.lock') as { port: number };
      const socket = new WebSocket(`ws://127.0.0.1:${port}/door`, {
        headers: { origin: `http://127.0.0.1:${port}`, 'user-agent': browser },
      });
      socket.once('open', () => socket.send(JSON.stringify({ ...read('secret'), ...hello })));
      socket.once('message', () => resolve(socket));
      socket.once('error', reject);
    });

  beforeAll(async () => {
    sandbox = openSandbox();
    await serveTiny(sandbox);
    routerPort = (await statusOf(sandbox)).router.port ?? 0;
  });
  afterAll(() => sandbox.dispose());

  it('is as the site says while no such page is attached', async () => {
    const other = await attachPage({});
    expect(await told(browser)).toBe('DENY');
    other.close();
  });

  it('may be shown by exactly that page, to its browser alone, until it goes', async () => {
    const page = await attachPage({ framesSites: true });
    const { port } = read('host.lock') as { port: number };
    await expect.poll(() => told(browser)).toBe(`frame-ancestors 'self' http://127.0.0.1:${port}`);
    expect(await told('curl/8')).toBe('DENY');
    page.close();
    await expect.poll(() => told(browser)).toBe('DENY');
  });
});
