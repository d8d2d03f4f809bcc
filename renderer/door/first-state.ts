import { useStore } from '../store/store';

/**
 * Waits until there is something to show, so that the window is not drawn twice: the engine's state, or why there is none.
 *
 * @param limitMs then at the latest
 */
export const firstState = (limitMs: number): Promise<void> =>
  new Promise((resolve) => {
    const isSo = (): boolean => {
      const { state, link } = useStore.getState();
      return state !== null || (link !== 'connecting' && link !== 'open');
    };
    if (isSo()) {
      resolve();
      return;
    }
    const end = useStore.subscribe(() => {
      if (isSo()) done();
    });
    const timer = setTimeout(() => done(), limitMs);
    const done = (): void => {
      clearTimeout(timer);
      end();
      resolve();
    };
  });
