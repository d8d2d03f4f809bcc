import { describe, expect, it } from 'vitest';
import { bikes } from '../testing/site';
import { urlOf } from './address';
import { addressAt, reloaded, sentBy, sentTo, startPlace, wentTo } from './preview-place';

const own = 'http://bikes.127.0.0.1.nip.io:8000';
const at = (path: string) => ({ side: 'local' as const, host: 'bikes.127.0.0.1.nip.io:8000', path });

describe('where a preview is', () => {
  it('follows the site to another domain, on the same page', () => {
    const place = sentTo(startPlace, bikes, at('/velos'));
    const moved = { ...bikes, domain: 'velo.test', url: 'http://velo.test:8000/' };
    expect(urlOf(addressAt(bikes, place))).toBe(`${own}/velos`);
    expect(urlOf(addressAt(moved, place))).toBe('http://velo.test:8000/velos');
  });

  it('stays at an alias that was asked for', () => {
    const place = sentTo(startPlace, bikes, { side: 'local', host: 'kids.localhost:8000', path: '/' });
    expect(urlOf(addressAt(bikes, place))).toBe('http://kids.localhost:8000/');
  });

  it('is loaded again when it is sent, but not when the page went by itself', () => {
    const place = wentTo(startPlace, bikes, `${own}/a?b`);
    expect(place).toMatchObject({ times: 0 });
    expect(urlOf(addressAt(bikes, place))).toBe(`${own}/a?b`);
    expect(reloaded(place).times).toBe(1);
    expect(wentTo(place, bikes, 'https://elsewhere.example/')).toBe(place);
    expect(wentTo(place, bikes, `${own}/a?b`)).toBe(place);
  });

  it('goes back to where it was', () => {
    const place = wentTo(sentTo(startPlace, bikes, at('/a')), bikes, `${own}/b`);
    expect(addressAt(bikes, sentBy(place, -1)).path).toBe('/a');
    expect(addressAt(bikes, sentBy(sentBy(place, -1), 1)).path).toBe('/b');
    expect(sentBy(startPlace, -1)).toBe(startPlace);
  });
});
