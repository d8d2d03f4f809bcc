import { expect, test } from 'vitest';
import { parseDomainFormat, renderDomain } from './domain-format';
import { separateFormat } from './separate-format';

test.each([
  ['{}.127.0.0.1.nip.io', '{}.shop-feature-x.127.0.0.1.nip.io'],
  ['{}.localhost:8000', '{}.shop-feature-x.localhost:8000'],
  ['{:.20}-dev.test', '{:.20}-dev.shop-feature-x.test'],
  ['www.{0}.test', 'www.{0}.shop-feature-x.test'],
  ['{}', '{}.shop-feature-x.127.0.0.1.nip.io'],
])('%s becomes a format of the project alone', (format, expected) => {
  const separate = separateFormat(format, 'shop@feature/X');
  expect(separate).toBe(expected);
  expect(renderDomain(parseDomainFormat(separate), 'portal').kind).toBe('domain');
});
