import type { Change, State, WatchEvent } from './state';

type Item = { readonly id: string };

const withChange = (list: readonly Item[], id: string, value: Item | null): readonly Item[] => {
  if (value === null) return list.filter((item) => item.id !== id);
  return list.some((item) => item.id === id)
    ? list.map((item) => (item.id === id ? value : item))
    : [...list, value];
};

const applyChange = (state: State, change: Change): State => {
  if (change.slice === 'router' || change.slice === 'host' || change.slice === 'disk')
    return change.value === null ? state : { ...state, [change.slice]: change.value };
  return { ...state, [change.slice]: withChange(state[change.slice], change.id, change.value) };
};

/** The state after an event of the watch stream; null before the first snapshot. */
export const project = (state: State | null, event: WatchEvent): State | null =>
  event.type === 'snapshot' ? event.state : state === null ? null : event.changes.reduce(applyChange, state);
