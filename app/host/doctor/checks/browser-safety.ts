import { isLocalhostName } from '../../../core/doctor/judge-names';
import type { CheckDefinition } from '../check';
import { localhostFix, localNamesOf } from '../local-names';

const isSharedSuffix = (name: string): boolean => /\.(nip|sslip)\.io$/i.test(name);

/** What a browser makes of the local domains besides resolving them (multisite.md, trap 19). */
export const browserSafety: CheckDefinition = {
  id: 'browser-safety',
  group: 'Ports and names',
  title: 'Cookies and secure context',
  run: async (context) => {
    const { names } = localNamesOf(context);
    const [first] = names;
    if (first === undefined) return null;
    if (names.every(isLocalhostName))
      return {
        state: 'ok',
        message: '*.localhost is a secure context, and a site of its own to the browser.',
      };
    const message = isSharedSuffix(first)
      ? `To a browser all of ${first.split('.').slice(-2).join('.')} is one site, strangers' pages there included, and http is no secure context there (no service worker, no clipboard). Manysite refuses posts of foreign origins; {}.localhost has neither drawback.`
      : 'http on this domain is no secure context to a browser (no service worker, no clipboard). {}.localhost is one.';
    return { state: 'info', message, fixes: [localhostFix(context, false)] };
  },
};
