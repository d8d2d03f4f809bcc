/** Overrides the setting of the idle time, in seconds; for tests and for those who want the host gone sooner. */
export const idleVariable = 'MANYSITE_IDLE_SECONDS';

/** @returns milliseconds; null where the environment says nothing */
export const idleOverrideMs = (environment: NodeJS.ProcessEnv): number | null => {
  const given = Number(environment[idleVariable]);
  return Number.isFinite(given) && given > 0 ? given * 1000 : null;
};

/**
 * Calls `leave` once nothing was in use for the whole limit.
 *
 * @param isInUse looked at when told to and at the end of the limit: clients, jobs or servers exist
 * @param limitMs time without use, in milliseconds, at least 1; asked for whenever that time begins
 * @returns `look` is called whenever use may have changed; `stop` ends the watch
 */
export const watchIdle = (isInUse: () => boolean, limitMs: () => number, leave: () => void) => {
  let timer: NodeJS.Timeout | null = null;
  const stop = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const look = (): void => {
    if (isInUse()) {
      stop();
      return;
    }
    timer ??= setTimeout(() => {
      timer = null;
      if (isInUse()) return;
      leave();
    }, limitMs());
  };
  look();
  return { look, stop };
};
