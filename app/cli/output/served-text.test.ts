import { expect, test } from 'vitest';
import { noTraffic } from '../../contract';
import { site } from '../testing/scripted-host';
import { paintFor } from './paint';
import { renderServed } from './served-text';

const plain = paintFor(false);
const status = {
  project: 'shop',
  database: 'shop_live',
  mode: 'multi-process' as const,
  router: { url: 'http://127.0.0.1:8000/', port: 8000 },
  watch: { state: 'idle' as const, reason: null, lastChange: null },
  routes: [],
  servers: [],
};

test('what is served lists the sites that open, and counts the rest', () => {
  const sites = Array.from({ length: 14 }, (_, index) => site({ id: index, name: `Site ${index}` }));
  const text = renderServed('shop', status, [...sites, site({ name: 'Off', isEnabled: false })], plain);
  expect(text).toContain('Serving shop from shop_live, multi-process.');
  expect(text).toContain('and 2 more: manysite sites');
  expect(text).not.toContain('Off');
});

test('what is served leaves out the sites whose server has failed', () => {
  const failed = {
    name: 'velo',
    siteIds: [2],
    state: 'failed',
    pid: null,
    port: null,
    memoryBytes: null,
    cpuShare: null,
    since: null,
    restarts: 4,
    traffic: noTraffic,
  };
  const sites = [site(), site({ id: 2, name: 'Velo', url: 'http://velo.test:8000/' })];
  const text = renderServed('shop', { ...status, servers: [failed] }, sites, plain);
  expect(text).toContain('http://portal.127.0.0.1.nip.io:8000/');
  expect(text).not.toContain('velo.test');
});
