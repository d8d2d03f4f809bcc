import { expect, test } from 'vitest';
import { judgeName, type NameAnswer, type NameFacts, parseHostsFile } from './judge-names';

const at = (...addresses: string[]): NameAnswer => ({ kind: 'addresses', addresses });
const nothing: NameAnswer = { kind: 'nothing' };
const unreachable: NameAnswer = { kind: 'unreachable' };
const notAsked: NameAnswer = { kind: 'not-asked' };

const facts = (over: Partial<NameFacts>): NameFacts => ({
  name: 'shop.127.0.0.1.nip.io',
  hosts: [],
  system: notAsked,
  configured: notAsked,
  other: notAsked,
  ...over,
});

test.each<[string, Partial<NameFacts>, ReturnType<typeof judgeName>]>([
  ['the system gets 127.0.0.1', { system: at('127.0.0.1') }, { kind: 'here', by: 'resolver' }],
  [
    'the resolver alone was asked and knows it',
    { configured: at('127.0.0.1') },
    { kind: 'here', by: 'resolver' },
  ],
  [
    'the hosts file has it, and no resolver',
    { hosts: ['127.0.0.1', '::1'], configured: nothing },
    { kind: 'here', by: 'hosts-file' },
  ],
  [
    'the hosts file leads elsewhere, whatever the resolver says',
    { hosts: ['10.0.0.5'], system: at('127.0.0.1') },
    { kind: 'elsewhere', addresses: ['10.0.0.5'] },
  ],
  [
    'it ends in .localhost, which no resolver knows',
    { name: 'Shop.LOCALHOST', configured: nothing },
    { kind: 'here', by: 'browser' },
  ],
  [
    'one of its addresses is not this machine',
    { system: at('127.0.0.1', '192.168.99.100') },
    { kind: 'elsewhere', addresses: ['127.0.0.1', '192.168.99.100'] },
  ],
  [
    'the configured resolver drops it and another one has it',
    { system: nothing, configured: nothing, other: at('127.0.0.1') },
    { kind: 'rebinding-protection' },
  ],
  [
    'the configured resolver never answers and another one has it',
    { configured: unreachable, other: at('127.0.0.1') },
    { kind: 'rebinding-protection' },
  ],
  ['no resolver knows it', { configured: nothing, other: nothing }, { kind: 'unknown-name' }],
  [
    'only one resolver could be asked, and has nothing',
    { configured: nothing, other: unreachable },
    { kind: 'no-answer' },
  ],
  [
    'nobody answers',
    { system: unreachable, configured: unreachable, other: unreachable },
    { kind: 'offline' },
  ],
  [
    'the resolver knows it and the system does not get it',
    { system: nothing, configured: at('127.0.0.1') },
    { kind: 'system-differs' },
  ],
  [
    'another resolver leads elsewhere',
    { configured: nothing, other: at('203.0.113.7') },
    { kind: 'elsewhere', addresses: ['203.0.113.7'] },
  ],
])('where %s', (_, over, verdict) => {
  expect(judgeName(facts(over))).toEqual(verdict);
});

test('a hosts file is read by name, without comments and whatever the case', () => {
  const names = parseHostsFile(
    '127.0.0.1 localhost\n# 127.0.0.1 off.test\n 127.0.0.1\tShop.Test two.test # ours\r\n::1 shop.test\nbroken\n\n',
  );
  expect(names.get('shop.test')).toEqual(['127.0.0.1', '::1']);
  expect(names.get('two.test')).toEqual(['127.0.0.1']);
  expect(names.has('off.test')).toBe(false);
});
