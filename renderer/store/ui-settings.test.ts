import { describe, expect, it } from 'vitest';
import type { State } from '../../app/contract';
import { uiSettingOf } from './ui-settings';

const state = (value: unknown): State =>
  ({
    settings: [{ id: 'ui', value, origin: 'settings.json', detail: null, range: '' }],
  }) as unknown as State;

describe('uiSettingOf', () => {
  it('finds what the window kept', () => {
    expect(uiSettingOf(state({ sitesLayout: 'table' }), 'sitesLayout')).toBe('table');
  });

  it('is null for what was never kept, and for a record of another shape', () => {
    expect(uiSettingOf(state({}), 'sitesLayout')).toBeNull();
    expect(uiSettingOf(state({ sitesLayout: ['table'] }), 'sitesLayout')).toBeNull();
    expect(uiSettingOf(state(null), 'sitesLayout')).toBeNull();
  });
});
