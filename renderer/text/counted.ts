import { formatCount } from './format';

/** `1 site`, `12 sites`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
