import { once } from 'node:events';
import { createServer } from 'node:net';

/** Ports handed out lately are not handed out again: their servers may not have bound them yet. */
const rememberedPorts = 512;

const boundOnce = async (host: string): Promise<number> => {
  const probe = createServer();
  probe.listen({ host, port: 0, exclusive: true });
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error(`No port was bound on ${host}`);
  return address.port;
};

/**
 * A source of free TCP ports: each is chosen by the system, and none is given twice in short order.
 * Another program may still take a port before the server binds it; then the server dies and its next run gets another.
 *
 * @param host the address that servers will listen on
 */
export const createPortSource = (host: string): (() => Promise<number>) => {
  const given = new Set<number>();
  const next = async (): Promise<number> => {
    const port = await boundOnce(host);
    if (given.has(port)) return next();
    given.add(port);
    for (const oldest of given) {
      if (given.size <= rememberedPorts) break;
      given.delete(oldest);
    }
    return port;
  };
  return next;
};
