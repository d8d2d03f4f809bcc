import { describe, expect, it } from 'vitest';
import { settingRanges } from '../../../app/contract';
import { bytesOf, originText, parsedSetting, settingLines, settingText } from './setting-texts';

describe('settings as people read them', () => {
  it('have their value in words', () => {
    expect(settingText({ id: 'routerPort', value: null })).toBe('chosen at the first start');
    expect(settingText({ id: 'memoryBudgetBytes', value: 2_000_000_000 })).toBe('2.00 GB');
    expect(settingText({ id: 'idleMinutes', value: 1 })).toBe('1 minute');
    expect(settingText({ id: 'keepSpares', value: false })).toBe('off');
  });

  it('say where the value comes from', () => {
    expect(originText({ origin: 'environment', detail: 'MANYSITE_PORT' })).toBe(
      'by MANYSITE_PORT of the environment',
    );
    expect(originText({ origin: 'default', detail: null })).toBe('default');
  });

  it('are found by the palette, but for the interface’s own', () => {
    const ofPort = { id: 'routerPort', value: 8000, origin: 'default', detail: null, range: '' } as const;
    expect(settingLines([ofPort, { ...ofPort, id: 'ui', value: {} }])).toEqual([
      { key: 'routerPort', title: 'Port of the router', now: 'now 8000' },
    ]);
  });
});

describe('what is typed', () => {
  it('is a size in MB unless it names a unit', () => {
    expect(['512', '2 GB', '1,5g', '750 mb', '0'].map(bytesOf)).toEqual([5.12e8, 2e9, 1.5e9, 7.5e8, 0]);
    expect(['', 'much', '-1', '2 XB'].map(bytesOf)).toEqual([null, null, null, null]);
  });

  it('is taken, or refused with what is taken', () => {
    expect(parsedSetting('routerPort', ' 8080 ', settingRanges.routerPort)).toEqual({ value: 8080 });
    expect(parsedSetting('routerPort', '70000', settingRanges.routerPort)).toEqual({
      reason: 'It takes a port from 1 to 65535.',
    });
    expect(parsedSetting('idleMinutes', '1.5', settingRanges.idleMinutes)).toEqual({
      reason: 'It takes whole minutes from 1 to 10080, which is a week.',
    });
    expect(parsedSetting('memoryBudgetBytes', '9999 TB', '')).toHaveProperty('reason');
  });
});
