// The layer table of docs/architecture.md: which folder may import which.
export const layers = {
  'app/contract': [],
  'app/core': ['app/contract'],
  'app/dumps': ['app/core', 'app/contract'],
  'app/postgres': ['app/core', 'app/contract'],
  'app/sites': ['app/core', 'app/contract', 'app/postgres', 'prisma'],
  'app/servers': ['app/core', 'app/contract'],
  'app/router': ['app/core', 'app/contract'],
  'app/projects': ['app/core', 'app/contract'],
  'app/catalog': ['app/core', 'app/contract', 'prisma'],
  'app/host': [
    'app/contract',
    'app/core',
    'app/dumps',
    'app/postgres',
    'app/sites',
    'app/servers',
    'app/router',
    'app/projects',
    'app/catalog',
  ],
  'app/cli': ['app/contract', 'app/host/attach'],
  main: ['app/contract', 'app/host/attach'],
  renderer: ['app/contract'],
  prisma: [],
};

const folderPattern = (folder) => `^${folder}/`;

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...Object.entries(layers).map(([folder, allowed]) => ({
      name: `layer-${folder.replaceAll('/', '-')}`,
      comment: `${folder} may import only: ${allowed.join(', ') || 'nothing of ours'}`,
      severity: 'error',
      from: { path: folderPattern(folder), pathNot: '\\.test\\.tsx?$' },
      to: {
        path: '^(app|main|renderer|prisma|e2e|scripts|bench|demo)/',
        pathNot: [folder, ...allowed].map(folderPattern),
      },
    })),
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'core-does-no-io',
      comment: 'core is pure: no file, socket, process or clock module',
      severity: 'error',
      from: { path: '^app/(core|contract)/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|prisma/generated)/|/\\.venv/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
