import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { createPortSource } from './free-port';

test('ports are free, and none is given twice in short order, however many are asked for at once', async () => {
  const nextPort = createPortSource('127.0.0.1');
  const ports = await Promise.all(Array.from({ length: 100 }, nextPort));
  expect(new Set(ports).size).toBe(100);
  for (const port of ports.slice(0, 3)) {
    const server = createServer().listen({ host: '127.0.0.1', port, exclusive: true });
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
  }
});

test('an address that is not of this machine is an error', async () => {
  await expect(createPortSource('192.0.2.1')()).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
});
