/** A host that nobody needs leaves after this long. */
export const idleLimitMs = 10 * 60_000;

/**
 * Calls `leave` once nothing was in use for the whole limit.
 *
 * @param isInUse looked at when told to and at the end of the limit: clients, jobs or servers exist
 * @param limitMs time without use, in milliseconds, at least 1
 * @returns `look` is called whenever use may have changed; `stop` ends the watch
 */
export const watchIdle = (isInUse: () => boolean, limitMs: number, leave: () => void) => {
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
    }, limitMs);
  };
  look();
  return { look, stop };
};
