import type { Problem } from '../../../app/contract';

/** What kind of problem it is, in a few words; its message tells the rest. */
export const problemTitle = ({ code }: Problem): string => {
  switch (code) {
    case 'slug-duplicate':
      return 'Same slug as another site';
    case 'slug-blank':
      return 'No slug';
    case 'slug-invalid':
      return 'Slug that makes no domain';
    case 'label-too-long':
    case 'domain-too-long':
      return 'Local domain is too long';
    case 'domain-duplicate':
    case 'domain-taken':
      return 'Same local domain as another site';
    case 'alias-in-the-way':
      return 'An alias has its local domain';
    case 'real-domain-empty':
      return 'No real domain';
    default:
      return 'Conflict';
  }
};
