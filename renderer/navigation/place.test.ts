import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Place, pathOf, placeOf, sitePanels, start } from './place';

const project = fc.uuid();
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });

const places: fc.Arbitrary<Place> = fc.oneof(
  fc.record({
    screen: fc.constantFrom('sites' as const, 'databases' as const, 'rewrite' as const, 'doctor' as const),
    project: maybe(project),
  }),
  fc.record({
    screen: fc.constant('site' as const),
    project,
    siteId: fc.integer({ min: 0, max: 2_147_483_647 }),
    panel: fc.constantFrom(...sitePanels),
  }),
  fc.record({
    screen: fc.constant('logs' as const),
    project: maybe(project),
    server: maybe(fc.string({ minLength: 1, unit: 'grapheme' })),
  }),
  fc.record({ screen: fc.constant('import' as const), project: maybe(project), job: maybe(fc.uuid()) }),
  fc.record({ screen: fc.constant('settings' as const), project: maybe(project) }),
);

describe('places of the window', () => {
  it('are found again from their paths', () => {
    fc.assert(
      fc.property(places, (place) => {
        expect(placeOf(pathOf(place))).toEqual(place);
      }),
    );
  });

  it('are the start for whatever means none', () => {
    fc.assert(
      fc.property(fc.string(), (path) => {
        expect(placeOf(pathOf(placeOf(path)))).toEqual(placeOf(path));
      }),
    );
    expect(placeOf('')).toEqual(start);
    expect(placeOf('token=abc')).toEqual(start);
    expect(placeOf('/-/nowhere')).toEqual(start);
    expect(placeOf('/%E0%A4%A/site/x')).toEqual(start);
  });
});
