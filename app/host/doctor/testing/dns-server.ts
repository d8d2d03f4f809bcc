import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** What a small resolver does with a question: addresses, NXDOMAIN, an answer without one, or silence. */
export type DnsBehaviour = readonly string[] | 'nxdomain' | 'empty' | 'silent';

export interface DnsServer extends AsyncDisposable {
  /** `127.0.0.1:PORT`, as resolvers are named. */
  readonly address: string;
  /** Names asked for, in order. */
  readonly asked: readonly string[];
}

const nameAt = (packet: Buffer, start: number): { name: string; end: number } => {
  const labels: string[] = [];
  let at = start;
  for (;;) {
    const length = packet[at] ?? 0;
    if (length === 0) return { name: labels.join('.'), end: at + 1 };
    labels.push(packet.toString('ascii', at + 1, at + 1 + length));
    at += 1 + length;
  }
};

/** RFC 1035, 4.1: the question again, then an A record for each address. */
const replyTo = (
  packet: Buffer,
  questionEnd: number,
  behaviour: readonly string[] | 'nxdomain' | 'empty',
) => {
  const addresses = typeof behaviour === 'string' ? [] : behaviour;
  const header = Buffer.alloc(12);
  packet.copy(header, 0, 0, 2);
  // A response, recursion desired and available; code 3 is NXDOMAIN.
  header.writeUInt16BE(behaviour === 'nxdomain' ? 0x8183 : 0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses.length, 6);
  const records = addresses.map((address) =>
    // A pointer to the question's name, type A, class IN, 60 s, four bytes.
    Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split('.').map(Number)]),
  );
  return Buffer.concat([header, packet.subarray(12, questionEnd + 4), ...records]);
};

/** A real resolver on loopback that answers as it is told, by UDP. */
export const startDnsServer = async (behave: (name: string) => DnsBehaviour): Promise<DnsServer> => {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (packet, client) => {
    const { name, end } = nameAt(packet, 12);
    asked.push(name);
    const behaviour = behave(name);
    if (behaviour === 'silent') return;
    socket.send(replyTo(packet, end, behaviour), client.port, client.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
};
