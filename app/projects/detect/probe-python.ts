import { execa } from 'execa';
import { z } from 'zod';
import { basicEnvironment } from '../environment/basic-environment';

/** Distributions that tell how a project does multisite; `django` itself decides whether it can run at all. */
const distributions = [
  'django',
  'django-multisite',
  'django-multisite-plus',
  'djangocms-multisite',
  'aldryn-django',
  'wagtail',
  'django-tenants',
] as const;

/**
 * Works from Python 3.6 on. The working directory is taken off the path first, so that no file of the project
 * (a json.py, say) runs here; `get_version` finds a Django that was installed without metadata.
 */
const script = `
import sys
sys.path[:] = [entry for entry in sys.path if entry]
import json
try:
    from importlib.metadata import version, PackageNotFoundError as Missing
except ImportError:
    from pkg_resources import get_distribution, DistributionNotFound as Missing
    version = lambda name: get_distribution(name).version
packages = {}
for name in sys.argv[1:]:
    try:
        packages[name] = version(name)
    except Missing:
        pass
if "django" not in packages:
    try:
        import django
        packages["django"] = django.get_version()
    except ImportError:
        pass
print(json.dumps({
    "executable": sys.executable,
    "version": ".".join(str(part) for part in sys.version_info[:3]),
    "prefix": sys.prefix,
    "isVirtualenv": sys.prefix != getattr(sys, "base_prefix", sys.prefix),
    "packages": packages,
}))
`;

const probeSchema = z.object({
  executable: z.string().min(1),
  version: z.string(),
  prefix: z.string(),
  isVirtualenv: z.boolean(),
  packages: z.record(z.string(), z.string()),
});
export type PythonProbe = z.infer<typeof probeSchema>;

const timeoutMs = 30_000;

/**
 * Runs an interpreter to learn its version and which of the packages that matter it has.
 *
 * @param interpreter absolute path, or a name looked up on the PATH of `environment`
 * @returns the reason as a string where it does not run
 */
export const probePython = async (
  interpreter: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<PythonProbe | string> => {
  const result = await execa(interpreter, ['-c', script, ...distributions], {
    env: basicEnvironment(environment),
    extendEnv: false,
    reject: false,
    timeout: timeoutMs,
    stdin: 'ignore',
  });
  if (result.failed)
    return (result.stderr?.trim().split('\n').at(-1) || result.shortMessage) ?? 'it does not run';
  try {
    return probeSchema.parse(JSON.parse(result.stdout.trim().split('\n').at(-1) ?? ''));
  } catch (error) {
    return `it is not a Python 3.6 or newer (${error instanceof Error ? error.message : String(error)})`;
  }
};
