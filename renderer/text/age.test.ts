import { describe, expect, it } from 'vitest';
import { ageText, agoText, dayText, shortAgeText } from './age';

const now = new Date(2026, 10, 23, 12, 0).getTime();
const hoursAgo = (hours: number): string => new Date(now - hours * 3_600_000).toISOString();

describe('the age of a thing', () => {
  it('is in minutes, hours, then days', () => {
    expect([0.2, 5, 47, 72, 24 * 24].map((hours) => ageText(hoursAgo(hours), now))).toEqual([
      '12 min old',
      '5 h old',
      '47 h old',
      '3 days old',
      '24 days old',
    ]);
    expect(shortAgeText(hoursAgo(72), now)).toBe('3 d old');
    expect(shortAgeText(hoursAgo(5), now)).toBe('5 h old');
  });

  it('is nothing for a clock that is behind', () => {
    expect(ageText(hoursAgo(-5), now)).toBe('new');
  });
});

describe('how long ago', () => {
  it('is told in the unit that says enough', () => {
    expect([0, 1 / 3, 96, 21 * 24, 90 * 24].map((hours) => agoText(hoursAgo(hours), now))).toEqual([
      'just now',
      '20 min ago',
      '4 days ago',
      '3 weeks ago',
      '3 months ago',
    ]);
  });
});

describe('a moment', () => {
  it('is named by its day where that is near', () => {
    expect(dayText(new Date(2026, 10, 23, 11, 40).toISOString(), now)).toBe('today 11:40');
    expect(dayText(new Date(2026, 10, 20, 22, 14).toISOString(), now)).toBe('Fri 22:14');
    expect(dayText(new Date(2026, 10, 2, 14, 45).toISOString(), now)).toBe('2 Nov 14:45');
    expect(dayText(new Date(2025, 10, 18, 17, 31).toISOString(), now)).toBe('18 Nov 2025');
  });
});
