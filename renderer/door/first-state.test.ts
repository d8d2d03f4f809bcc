import { expect, it } from 'vitest';
import { useStore } from '../store/store';
import { makeState } from '../testing/make-state';
import { firstState } from './first-state';

it('the window is drawn once the state is there, at once where that is so, and not for ever without it', async () => {
  await firstState(1);
  let isDrawn = false;
  const drawn = firstState(60_000).then(() => {
    isDrawn = true;
  });
  useStore.setState({ link: 'open' });
  await Promise.resolve();
  expect(isDrawn).toBe(false);
  useStore.getState().take({ type: 'snapshot', state: makeState({}) });
  await drawn;
  await firstState(60_000);
});

it('the window is drawn when it is told why there is no state', async () => {
  useStore.setState({ state: null, link: 'connecting' });
  const drawn = firstState(60_000);
  useStore.getState().setLink('lost');
  await drawn;
  expect(useStore.getState().state).toBeNull();
});
