/** The word for so many things: `site` for 1, else `sites`. How the number is written is for who shows it. */
export const plural = (count: number, one: string, many = `${one}s`): string => (count === 1 ? one : many);

/** `1 site`, `1200 sites`. */
export const counted = (count: number, one: string, many?: string): string =>
  `${count} ${plural(count, one, many)}`;
