import { forEachPlusKey } from '../config/plus-table';
import { configDefaults, type ProjectConfig } from '../project-config';

/** A loaded project that needs no disk: what the environment of its servers is made of. */
export const shopConfig = (over: Partial<ProjectConfig> = {}): ProjectConfig => ({
  folder: '/code/shop',
  name: 'shop',
  detected: {
    folder: '/code/shop',
    root: '/code/shop',
    managePy: '/code/shop/manage.py',
    settings: { module: 'shop.settings', line: 9 },
    python: {
      path: '/code/shop/.venv/bin/python',
      version: '3.12.1',
      virtualenv: '/code/shop/.venv',
      packages: { django: '5.2.1' },
      foundIn: '.venv',
    },
    djangoVersion: '5.2.1',
    packages: [],
    envFiles: [],
  },
  settings: 'shop.settings',
  backend: configDefaults.backend,
  command: configDefaults.command,
  env: {},
  envFiles: [],
  envFileVariables: [],
  warmUp: configDefaults.warmUp,
  isWatched: true,
  readyTimeoutMs: 60_000,
  overlayOff: [],
  domainFormat: configDefaults.domainFormat,
  rewriteDomains: true,
  useRealDomain: false,
  defaultMode: 'single-process',
  sites: {},
  siteId: 1,
  uwsgiDefaultDomain: null,
  plus: forEachPlusKey(() => []),
  afterImport: [],
  notes: [],
  settingsFiles: [],
  lines: [],
  ...over,
});

/** The same project with a version of django-multisite-plus in its virtualenv. */
export const withPlus = (version: string): ProjectConfig => {
  const config = shopConfig();
  return {
    ...config,
    detected: {
      ...config.detected,
      packages: [{ name: 'django-multisite-plus', version, isInSettings: true }],
    },
  };
};
