import type { Mode } from '../../contract';
import { plusTable } from '../config/plus-table';
import type { ProjectConfig } from '../project-config';

/** A variable that a program of the project gets, and why. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
  readonly reason: string;
}

const prefix = 'DJANGO_MULTISITE_PLUS_';

const python = (value: boolean): string => (value ? 'True' : 'False');

/** 0.7 split populating and rewriting into commands and refuses to start unless both are said to be off. */
const isBeforeSplit = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10) || 0);
  return major === 0 && minor < 7;
};

/** SITES as a Python literal: JSON of only strings and whole numbers is one. */
const sitesLiteral = (sites: ProjectConfig['sites']): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(sites).map(([slug, site]) => [
        slug,
        {
          ...(site.id === undefined ? {} : { id: site.id }),
          ...(site.realDomain === undefined ? {} : { real_domain: site.realDomain }),
          ...(site.name === undefined ? {} : { name: site.name }),
        },
      ]),
    ),
  );

const asVariable = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? python(value) : String(value);

/** Who serves by uWSGI, or asks how many workers are wanted, reads these; they are given where somebody says them. */
const passedOn = [
  'uwsgiDefaultDomain',
  'uwsgiSocketsDir',
  'uwsgiConfigDir',
  'uwsgiAliasDir',
  'uwsgiCheaper',
  'webWorkers',
  'webMaxRequests',
  'webTimeout',
] as const;

/**
 * Settings of uWSGI and aldryn-django that somebody gave, and SITE_ID where one process serves all sites: each other process is told
 * its own.
 */
const givenVariables = ({ plus }: ProjectConfig, mode: Mode): EnvironmentVariable[] =>
  (mode === 'single-process' ? ([...passedOn, 'siteId'] as const) : passedOn).flatMap((key) => {
    const [given] = plus[key];
    if (given === undefined) return [];
    return [{ name: plusTable[key].variable, value: asVariable(given.value), reason: given.detail }];
  });

/**
 * The settings of django-multisite-plus that apply, so that a project written for it runs unchanged (multisite.md, "Settings").
 * What it would do to the database at every start is switched off in the way that the installed version understands; without
 * the package the same variables do no harm, and a copy of it inside the project reads them.
 */
export const plusVariables = (config: ProjectConfig, mode: Mode): EnvironmentVariable[] => {
  const installed =
    config.detected.packages.find(({ name }) => name === 'django-multisite-plus')?.version ?? null;
  const isOld = installed !== null && isBeforeSplit(installed);
  const isOff = (line: string): boolean => config.overlayOff.includes(line);
  const variable = (name: string, value: string, reason: string): EnvironmentVariable => ({
    name: `${prefix}${name}`,
    value,
    reason,
  });
  return [
    ...givenVariables(config, mode),
    variable('MODE', mode, 'how the sites are served now'),
    variable('REWRITE_DOMAIN_FORMAT', config.domainFormat, 'the domain format'),
    isOld && !isOff('multisite-plus-rewrite')
      ? variable(
          'REWRITE_DOMAINS',
          'False',
          `django-multisite-plus ${installed} would rewrite domains in every process; Manysite does it once`,
        )
      : variable(
          'REWRITE_DOMAINS',
          python(config.rewriteDomains),
          'whether local domains are built from the format',
        ),
    variable('USE_REAL_DOMAIN', python(config.useRealDomain), 'whether sites keep their real domains'),
    ...(isOff('multisite-plus-populate')
      ? []
      : [variable('AUTO_POPULATE_SITES', 'False', 'processes would change the sites at every start')]),
    ...(isOld
      ? []
      : [
          variable(
            'AUTO_REWRITE_DOMAINS',
            'False',
            'django-multisite-plus 0.7 wants it said; Manysite rewrites',
          ),
        ]),
    ...(Object.keys(config.sites).length === 0
      ? []
      : [variable('SITES', sitesLiteral(config.sites), 'the configured sites, for management commands')]),
  ];
};
