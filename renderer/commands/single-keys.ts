import type { State } from '../../app/contract';
import { useStore } from '../store/store';
import { uiSettingOf } from '../store/ui-settings';

/** Under this key of the interface's settings. */
export const singleKeysKey = 'singleKeys';

/** Whether single letters are commands on this machine; they are unless somebody switched them off. */
export const areSingleKeysOn = (state: State): boolean => uiSettingOf(state, singleKeysKey) !== false;

export const areSingleKeysOnNow = (): boolean => {
  const { state } = useStore.getState();
  return state === null || areSingleKeysOn(state);
};
