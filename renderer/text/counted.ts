import { plural } from '../../app/contract';
import { formatCount } from './format';

/** `1 site`, `12 sites`. */
export const counted = (count: number, one: string, many?: string): string =>
  `${formatCount(count)} ${plural(count, one, many)}`;
