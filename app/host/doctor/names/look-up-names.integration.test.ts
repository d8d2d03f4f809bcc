import { afterEach, describe, expect, it } from 'vitest';
import { type DnsBehaviour, type DnsServer, startDnsServer } from '../testing/dns-server';
import { lookUpNames } from './look-up-names';
import { askResolver, resolversOf } from './resolvers';

const names = ['shop.127.0.0.1.nip.io', 'velo.127.0.0.1.nip.io'];
const here: DnsBehaviour = ['127.0.0.1'];

/** Nothing listens on port 1. */
const closed = '127.0.0.1:1';

const servers: DnsServer[] = [];
const server = async (behave: (name: string) => DnsBehaviour): Promise<string> => {
  const started = await startDnsServer(behave);
  servers.push(started);
  return started.address;
};
afterEach(async () => {
  for (const started of servers.splice(0)) await started[Symbol.asyncDispose]();
});

const lookUp = (resolvers: readonly string[], given = names, hostsFile = '') =>
  lookUpNames({
    names: given,
    hostsFile,
    resolvers: resolversOf({ MANYSITE_RESOLVERS: resolvers.join(',') }),
    timeoutMs: 400,
    signal: new AbortController().signal,
  });

const kinds = async (...given: Parameters<typeof lookUp>): Promise<string[]> =>
  (await lookUp(...given)).map(({ verdict }) => verdict.kind);

describe('local domains, asked of real resolvers on loopback', () => {
  it('lead here where the configured resolver says so; no other one is asked', async () => {
    const [configured, other] = [await server(() => here), await server(() => here)];
    expect(await kinds([configured, other])).toEqual(['here', 'here']);
    expect([...(servers[0]?.asked ?? [])].sort()).toEqual([...names].sort());
    expect(servers[1]?.asked).toEqual([]);
  });

  it.each<[string, DnsBehaviour]>([
    ['answers with nothing', 'empty'],
    ['says that there is no such name', 'nxdomain'],
    ['never answers', 'silent'],
  ])(
    'are dropped by rebinding protection where the configured resolver %s and another has them',
    async (_, drops) => {
      const [configured, other] = [await server(() => drops), await server(() => here)];
      expect(await kinds([configured, other])).toEqual(['rebinding-protection', 'rebinding-protection']);
    },
  );

  it('are told one by one: one that leads elsewhere, one that does not exist', async () => {
    const behave = (name: string): DnsBehaviour =>
      name.startsWith('shop') ? ['192.168.99.100'] : 'nxdomain';
    const verdicts = await lookUp([await server(behave), await server(behave)]);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual([
      { kind: 'elsewhere', addresses: ['192.168.99.100'] },
      { kind: 'unknown-name' },
    ]);
  });

  it('cannot be had offline, which is told in time', async () => {
    const startedMs = performance.now();
    expect(await kinds([closed, await server(() => 'silent')])).toEqual(['offline', 'offline']);
    expect(await kinds([closed])).toEqual(['offline', 'offline']);
    expect(performance.now() - startedMs).toBeLessThan(10_000);
  });

  it('of the hosts file and of .localhost need no resolver', async () => {
    const configured = await server(() => 'nxdomain');
    const verdicts = await lookUp(
      [configured],
      ['shop.test', 'shop.localhost', 'other.test'],
      '127.0.0.1 shop.test\n',
    );
    expect(verdicts.map(({ verdict }) => verdict)).toEqual([
      { kind: 'here', by: 'hosts-file' },
      { kind: 'here', by: 'browser' },
      { kind: 'no-answer' },
    ]);
    expect(servers[0]?.asked).toEqual(['other.test']);
  });

  it('are asked of the system one after the other, and no more once it does not know one', async () => {
    const asked: string[] = [];
    const verdicts = await lookUpNames({
      names: ['a.test', 'b.test', 'c.test'],
      hostsFile: '',
      resolvers: {
        configured: [await server(() => here)],
        others: [],
        system: (name) => {
          asked.push(name);
          return Promise.resolve(
            name === 'a.test' ? { kind: 'addresses', addresses: ['127.0.0.1'] } : { kind: 'nothing' },
          );
        },
      },
      timeoutMs: 400,
      signal: new AbortController().signal,
    });
    expect(asked).toEqual(['a.test', 'b.test']);
    expect(verdicts.map(({ verdict }) => verdict.kind)).toEqual(['here', 'system-differs', 'here']);
  });

  it('end at once when the check is given up', async () => {
    const giveUp = new AbortController();
    const asking = askResolver(await server(() => 'silent'), 'shop.test', 60_000, giveUp.signal);
    giveUp.abort();
    expect(await asking).toEqual({ kind: 'unreachable' });
  });
});
