/** The widest scrollbar that takes room of its own: that of Windows, in px. */
const scrollbarPx = 17;

/**
 * The width to lay out for. Cards that become narrower become lower too, so a scrollbar can go by the very layout that it caused, and come
 * again by the next one, for ever: a width that grows by no more than a scrollbar takes is not used.
 *
 * @param used what is laid out for now; 0: nothing yet
 * @param measured what there is room for now
 */
export const steadyWidth = (used: number, measured: number): number =>
  measured > used && measured - used <= scrollbarPx ? used : measured;
