import {
  type Candidate,
  type ConfigValue,
  type ExplainedMode,
  type Explanation,
  type PythonAnswer,
  type RouterAnswer,
  siteRules,
} from '../../contract';
import { cleanText } from './clean-text';
import type { Paint } from './paint';
import { renderFacts, renderTable } from './table';

const candidateText = ({ found, alias }: Candidate, paint: Paint): string => {
  if (found === 'not-tried') return paint.dim('not tried');
  if (alias === null) return paint.dim('no alias');
  const role = alias.isCanonical ? 'canonical' : alias.redirectsToCanonical ? 'redirects' : 'serves the site';
  return paint.good(`alias ${alias.id} of site ${alias.siteId}, ${role}`);
};

const pythonText = (answer: PythonAnswer): string => {
  switch (answer.kind) {
    case 'site':
      return `answers with site ${answer.siteId}, ${siteRules[answer.rule]} ${cleanText(answer.alias)}`;
    case 'redirect':
      return `redirects (301) to http://${cleanText(answer.domain)}/, the domain of site ${answer.siteId}`;
    case 'fallback-view':
      return `answers with the view of MULTISITE_FALLBACK: ${cleanText(answer.reason)}`;
    case 'not-found':
      return `answers 404: ${cleanText(answer.reason)}`;
    case 'error':
      return `fails (500): ${cleanText(answer.reason)}`;
    case 'closed':
      return `closes the connection: ${cleanText(answer.reason)}`;
    case 'no-such-mode':
      return `has no such mode: ${cleanText(answer.reason)}`;
    default:
      return answer satisfies never;
  }
};

const by = (pattern: string | null): string =>
  pattern === null ? ', the default site of addresses and localhost' : ` by ${cleanText(pattern)}`;

const routerText = (answer: RouterAnswer, paint: Paint): string => {
  switch (answer.kind) {
    case 'site':
      return paint.good(`passes it to site ${answer.siteId}${by(answer.pattern)}`);
    case 'redirect':
      return paint.good(`redirects to ${cleanText(answer.url)} by ${cleanText(answer.pattern)}`);
    case 'disabled':
      return paint.warning(`answers 503, since ${cleanText(answer.siteName)} is disabled`);
    case 'other-project':
      return paint.warning(`passes it to another project that runs${by(answer.pattern)}`);
    case 'refused':
      return paint.warning(`answers 421: ${cleanText(answer.reason)}`);
    default:
      return answer satisfies never;
  }
};

const modeText = (
  { mode, candidates, python, differences }: ExplainedMode,
  isServed: boolean,
  paint: Paint,
) => [
  paint.bold(`${mode}${isServed ? ' (the mode of the project)' : ''}`),
  ...(candidates.length === 0
    ? []
    : [
        renderTable(
          [{ title: 'TRIED' }, { title: 'FOUND' }],
          candidates.map((candidate) => [cleanText(candidate.pattern), candidateText(candidate, paint)]),
          paint,
        ),
      ]),
  `Python ${pythonText(python)}.`,
  ...differences.map((difference) => paint.dim(`The router differs: ${cleanText(difference)}`)),
  '',
];

const ruleTexts: Readonly<Record<NonNullable<Explanation['site']>['rule'], string>> = {
  'real-domain': 'its real domain',
  format: 'the domain format and its slug',
  kept: 'kept as it is',
};

const valueText = (value: ConfigValue['value']): string =>
  cleanText(typeof value === 'string' ? value : JSON.stringify(value));

const settingText = (setting: ConfigValue, paint: Paint): [string, string] => {
  const { key, value, origin, detail, overridden } = setting;
  const older = overridden.map((one) => `${valueText(one.value)} of ${cleanText(one.detail ?? one.origin)}`);
  const over = older.length === 0 ? '' : `, over ${older.join(', ')}`;
  return [key, `${valueText(value)}  ${paint.dim(`from ${cleanText(detail ?? origin)}${over}`)}`];
};

const siteFacts = (site: NonNullable<Explanation['site']>, paint: Paint): [string, string][] => [
  ['Site', `${site.id} ${cleanText(site.name)}`],
  [
    'Domain',
    `${cleanText(site.domain)}  ${paint.dim(ruleTexts[site.rule])}${
      site.intendedDomain !== null && site.intendedDomain !== site.domain
        ? paint.warning(`, a rewrite would make it ${cleanText(site.intendedDomain)}`)
        : ''
    }`,
  ],
  ['Slug', cleanText(site.slug)],
  ['Real domain', cleanText(site.realDomain)],
  ...site.settings.map((setting) => settingText(setting, paint)),
];

const serverText = (server: Explanation['server']): string => {
  if (server === null) return 'nothing now';
  const { name, state, pid, port, siteId, database } = server;
  const parts = [
    cleanText(name),
    state,
    ...(pid === null ? [] : [`pid ${pid}`]),
    ...(port === null ? [] : [`port ${port}`]),
    ...(siteId === null ? [] : [`SITE_ID ${siteId}`]),
    `database ${cleanText(database)}`,
  ];
  return parts.join(', ');
};

const servedByText = ({ routedToPort, site, server }: Explanation): string =>
  routedToPort === null
    ? serverText(server)
    : `port ${routedToPort} by hand (back: manysite route ${cleanText(site?.slug ?? 'SITE')} off), else ${serverText(server)}`;

/** Why a host is answered as it is: the answer first, then how it came about in both modes, then the site. */
export const renderExplanation = (explained: Explanation, paint: Paint): string => {
  const facts = explained.site === null ? [] : siteFacts(explained.site, paint);
  return [
    `${paint.bold(cleanText(explained.host))}: the router ${routerText(explained.router, paint)}.`,
    '',
    ...explained.modes.flatMap((mode) => modeText(mode, mode.mode === explained.mode, paint)),
    renderFacts(
      [
        ...facts.filter(([, value]) => value !== ''),
        ['Served by', servedByText(explained)],
        ['Database', cleanText(explained.database)],
      ],
      paint,
    ),
    ...explained.assumptions.map((assumption) => paint.dim(assumption)),
  ].join('\n');
};
