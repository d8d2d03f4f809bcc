import { describe, expect, it } from 'vitest';
import { previewPartition, type Site } from '../../app/contract';
import { isForBrowser, isForPreview, isPreviewPartition, originOf, previewHosts } from './rules';

const site: Site = {
  id: 1,
  slug: 'velowerk',
  name: 'Velowerk',
  domain: 'velowerk.127.0.0.1.nip.io:8000',
  realDomain: 'www.velowerk.example',
  isEnabled: true,
  isManaged: true,
  extraConfig: '',
  aliases: [{ id: 2, domain: 'rad.127.0.0.1.nip.io', isCanonical: false, redirectsToCanonical: true }],
  url: 'http://velowerk.127.0.0.1.nip.io:8000/',
  problems: [],
};
const hosts = previewHosts({
  sites: [{ id: 'd1', sites: [site], problems: [] }],
  router: { url: 'http://127.0.0.1:8000', port: 8000 },
});

describe('a preview', () => {
  it.each([
    'http://velowerk.127.0.0.1.nip.io:8000/bikes/?page=2',
    'http://rad.127.0.0.1.nip.io:8000/',
    'https://www.velowerk.example/',
    'https://velowerk.example/',
    'about:blank',
  ])('shows %s', (address) => expect(isForPreview(address, hosts)).toBe(true));

  it.each([
    ['another port of this machine', 'http://velowerk.127.0.0.1.nip.io:5432/'],
    ['the host itself', 'http://127.0.0.1:8000/'],
    ['another site of the world', 'https://elsewhere.example/'],
    ['a name that only ends alike', 'https://www.velowerk.example.evil.example/'],
    ['a file', 'file:///etc/passwd'],
    ['a script', 'javascript:alert(1)'],
    ['data', 'data:text/html,hello'],
    ['an address with a password', 'http://user:secret@velowerk.127.0.0.1.nip.io:8000/'],
    ['no address', 'velowerk'],
  ])('does not show %s', (_, address) => expect(isForPreview(address, hosts)).toBe(false));

  it('shows no local domain while there is no router', () => {
    const without = previewHosts({ sites: [], router: { url: null, port: null } });
    expect(isForPreview('http://velowerk.127.0.0.1.nip.io:8000/', without)).toBe(false);
  });

  it('has a partition of a database, and no other', () => {
    expect(isPreviewPartition(previewPartition('1e9ec176-a283-4b9b-a2d0-e55de9214cbd'))).toBe(true);
    for (const other of [
      '',
      'persist:other',
      'persist:preview-',
      'preview-1e9ec176-a283-4b9b-a2d0-e55de9214cbd',
    ])
      expect(isPreviewPartition(other)).toBe(false);
  });
});

it.each(['file:///etc/passwd', 'javascript:alert(1)', 'smb://host/share', 'mailto:a@b.example', ''])(
  'the browser is not asked to open “%s”',
  (address) => expect(isForBrowser(address)).toBe(false),
);

it('an opaque origin is none', () => {
  expect(originOf('about:blank')).toBeNull();
  expect(originOf('http://127.0.0.1:8000/#token=x')).toBe('http://127.0.0.1:8000');
});
