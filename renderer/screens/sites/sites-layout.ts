import { call } from '../../store/call';
import { useEngine } from '../../store/current';
import { uiSettingOf } from '../../store/ui-settings';

export type SitesLayout = 'sheet' | 'table';

const key = 'sitesLayout';

/** Sheet or table, as it was last chosen on this machine. */
export const useSitesLayout = (): SitesLayout =>
  useEngine((state) => uiSettingOf(state, key)) === 'table' ? 'table' : 'sheet';

export const chooseSitesLayout = (layout: SitesLayout): void =>
  void call((client) => client.settings.set({ key: 'ui', value: { [key]: layout } }));
