import {
  type Candidate,
  type ConfigValue,
  type ExplainedMode,
  type Explanation,
  type PythonAnswer,
  type RouterAnswer,
  siteRules,
} from '../../../../app/contract';
import type { Fact } from '../../../facts/facts';
import { originText, typedValue } from '../../../text/config-value';

/** How many candidates after the one that decided are shown by name. */
const shownUntried = 2;

/** What of the candidates is shown, and how many of the rest are not. */
export const shownCandidates = (
  candidates: readonly Candidate[],
): { readonly shown: readonly Candidate[]; readonly more: number; readonly last: string | null } => {
  const tried = candidates.filter(({ found }) => found !== 'not-tried').length;
  const shown = candidates.slice(0, Math.max(tried, 1) + shownUntried);
  const more = candidates.length - shown.length;
  return { shown, more, last: more === 0 ? null : (candidates.at(-1)?.pattern ?? null) };
};

export const candidateText = ({ found, alias }: Candidate, siteId: number | null): string => {
  if (found === 'not-tried') return 'not tried';
  if (alias === null) return 'no alias';
  const role = alias.isCanonical ? 'canonical' : alias.redirectsToCanonical ? 'redirects' : 'serves';
  const of = alias.siteId === siteId ? '' : ` of site ${alias.siteId}`;
  return `alias ${alias.id}${of}, ${role}`;
};

/** Who answers, as the head of the card. `name`: of the site that the explanation is about. */
export const answerText = (router: RouterAnswer, name: string): string => {
  switch (router.kind) {
    case 'site':
      return router.pattern === null ? `${name} answers, as the default site` : `${name} answers`;
    case 'redirect':
      return `Redirects to ${router.url}`;
    case 'disabled':
      return `${router.siteName} is disabled, so it answers 503`;
    case 'other-project':
      return 'Another project that runs answers';
    case 'refused':
      return `Refused (421): ${router.reason}`;
    default:
      return router satisfies never;
  }
};

/** What Python by itself does in a mode: a whole sentence. */
export const pythonText = (answer: PythonAnswer): string => {
  switch (answer.kind) {
    case 'site':
      return `Django answers with site ${answer.siteId}, ${siteRules[answer.rule]} ${answer.alias}.`;
    case 'redirect':
      return `Django redirects (301) to http://${answer.domain}/, the domain of site ${answer.siteId}.`;
    case 'fallback-view':
      return `Django answers with the view of MULTISITE_FALLBACK: ${answer.reason}.`;
    case 'not-found':
      return `Django answers 404: ${answer.reason}.`;
    case 'error':
      return `Django fails (500): ${answer.reason}.`;
    case 'closed':
      return `The connection is closed without an answer: ${answer.reason}.`;
    case 'no-such-mode':
      return `Without Manysite there is no such mode: ${answer.reason}.`;
    default:
      return answer satisfies never;
  }
};

const isSame = (one: PythonAnswer, other: PythonAnswer): boolean =>
  one.kind === other.kind &&
  ('siteId' in one ? one.siteId : null) === ('siteId' in other ? other.siteId : null);

/** What the mode that is not used would do: a whole sentence; null where there is only one. */
export const otherModeText = ({ mode, modes }: Explanation): string | null => {
  const own = modes.find((one) => one.mode === mode);
  const other = modes.find((one) => one.mode !== mode);
  if (own === undefined || other === undefined) return null;
  return isSame(own.python, other.python)
    ? `In ${other.mode} mode the answer is the same.`
    : `In ${other.mode} mode: ${pythonText(other.python)}`;
};

/** The mode that the project uses. */
export const ownMode = ({ mode, modes }: Explanation): ExplainedMode | null =>
  modes.find((one) => one.mode === mode) ?? null;

const ruleTexts: Readonly<Record<NonNullable<Explanation['site']>['rule'], string>> = {
  'real-domain': 'the real domain as it is',
  format: 'the domain format applied to the slug',
  kept: 'kept as it is in the database',
};

const settingNames: Readonly<Record<string, string>> = {
  domainFormat: 'Format',
  rewriteDomains: 'Rewriting',
  useRealDomain: 'Real domains',
};

const fact = (name: string, value: string, isMono = false): Fact => ({ name, value, isMono });

const settingFacts = (setting: ConfigValue): readonly Fact[] => [
  fact(settingNames[setting.key] ?? setting.key, typedValue(setting.value), setting.key === 'domainFormat'),
  fact('Set by', originText(setting)),
  ...setting.overridden.map((one) => fact('Overridden', `${typedValue(one.value)} of ${originText(one)}`)),
];

/** Where a site's domain comes from. Settings that are as always are left out, but not the format. */
export const domainFacts = (site: NonNullable<Explanation['site']>): readonly Fact[] => [
  fact('Rule', ruleTexts[site.rule]),
  fact('Domain', site.domain, true),
  ...(site.slug === '' ? [] : [fact('Slug', site.slug, true)]),
  ...(site.realDomain === '' ? [] : [fact('Real domain', site.realDomain, true)]),
  ...(site.intendedDomain !== null && site.intendedDomain !== site.domain
    ? [fact('A rewrite gives', site.intendedDomain, true)]
    : []),
  ...site.settings
    .filter(({ key, origin }) => key === 'domainFormat' || origin !== 'default')
    .flatMap(settingFacts),
];
