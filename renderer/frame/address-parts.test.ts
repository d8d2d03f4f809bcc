import { expect, it } from 'vitest';
import { addressParts } from './address-parts';

it('an address is told in scheme, host and port', () => {
  expect(addressParts('http://127.0.0.1:8000/')).toEqual({
    address: 'http://127.0.0.1:8000',
    scheme: 'http://',
    host: '127.0.0.1',
    port: ':8000',
  });
  expect(addressParts('http://127.0.0.1/').address).toBe('http://127.0.0.1');
});
