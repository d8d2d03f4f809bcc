import { app, type Session } from 'electron';
import type { State } from '../../app/contract';
import type { KeptStateFile } from '../window/kept-state';
import { firstPatterns, localPatterns, proxyScript, resolverRules } from './resolver-rules';

export interface LedNames {
  /** Learns the domain formats of the projects. */
  follow(state: State): void;
}

const formatsOf = ({ projects }: State): string[] =>
  [...new Set(projects.map(({ domainFormat }) => domainFormat))].sort();

/**
 * Makes every local domain lead to this machine inside the app, without any DNS. What was known at the last end is told to Chromium before
 * it starts; formats that come later go by a proxy script until the next start. Call it before the app is ready.
 */
export const leadNamesHere = (kept: KeptStateFile): LedNames => {
  const known = firstPatterns(kept.state.domainFormats);
  app.commandLine.appendSwitch('host-resolver-rules', resolverRules(known));
  const sessions = new Set<Session>();
  let script: string | null = null;

  const setProxy = (session: Session): void => {
    const proxy =
      script === null
        ? { mode: 'direct' as const }
        : { pacScript: `data:text/plain,${encodeURIComponent(script)}` };
    session
      .setProxy(proxy)
      .catch((error: unknown) => console.warn('Names of sites may not lead here:', error));
  };

  app.on('session-created', (session) => {
    sessions.add(session);
    if (script !== null) setProxy(session);
  });

  return {
    follow: (state) => {
      const formats = formatsOf(state);
      kept.change({ domainFormats: formats });
      const later = localPatterns(formats).filter((pattern) => !known.includes(pattern));
      const next =
        later.length === 0 || state.router.port === null ? null : proxyScript(later, state.router.port);
      if (next === script) return;
      script = next;
      for (const session of sessions) setProxy(session);
    },
  };
};
