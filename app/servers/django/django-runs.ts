import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

/** First on PYTHONPATH of what Manysite starts. */
export const overlayFolder = fileURLToPath(new URL('.', import.meta.url));
export const hostileProject = fileURLToPath(new URL('hostile-project/', import.meta.url));
export const demoProject = fileURLToPath(new URL('../../../demo/', import.meta.url));

export const overlayValues = {
  database: {
    name: 'shop_7',
    user: 'shop_serving',
    password: 'local-password',
    host: '127.0.0.1',
    port: 54321,
  },
  allowedHosts: ['velowerk.127.0.0.1.nip.io'],
  localOrigins: ['http://velowerk.127.0.0.1.nip.io:8000'],
  emailFolder: '/nonexistent/mail',
  cacheKeyPrefix: 'shop_7',
  off: [] as readonly string[],
  reportFile: null as string | null,
};
export type OverlayGiven = typeof overlayValues;

/**
 * The Python of the demo's virtualenv, made at the first call. MANYSITE_TEST_PYTHON names another one, to run the
 * same tests on further versions of Python and Django.
 */
export const testPython = async (): Promise<string> => {
  const given = process.env.MANYSITE_TEST_PYTHON;
  if (given !== undefined) return given;
  const { stdout } = await execa('node', [join(demoProject, 'make-virtualenv.mjs')]);
  return stdout.trim();
};

/** 4 for Django 4.2. */
export const testDjangoMajor = async (): Promise<number> => {
  const { stdout } = await execa(await testPython(), ['-c', 'import django; print(django.VERSION[0])']);
  return Number(stdout);
};

/** The environment of a Python with the overlay; `given` null leaves the overlay out. */
export const pythonEnvironment = (
  given: Partial<OverlayGiven> | null,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  PYTHONPATH: overlayFolder,
  PYTHONDONTWRITEBYTECODE: '1',
  DJANGO_SETTINGS_MODULE: 'hostile.settings',
  ...(given === null ? {} : { MANYSITE_OVERLAY: JSON.stringify({ ...overlayValues, ...given }) }),
  ...more,
});

/** Runs Python to its end in the hostile project; an exit other than 0 is a result, not an error. */
export const runPython = async (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd = hostileProject,
): Promise<{ code: number | undefined; stdout: string; stderr: string }> => {
  const result = await execa(await testPython(), args, { cwd, env, extendEnv: false, reject: false });
  return { code: result.exitCode, stdout: result.stdout, stderr: result.stderr };
};

/** What Django's settings are in the hostile project, by name; see hostile-project/probe.py. */
export const probeSettings = async (
  names: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> => {
  const { code, stdout, stderr } = await runPython(['probe.py', ...names], env);
  if (code !== 0) throw new Error(`probe.py: ${stderr}`);
  const values: Record<string, unknown> = JSON.parse(stdout);
  return values;
};

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One request with a Host header of our choice, which fetch does not allow. */
export const ask = (
  port: number,
  path: string,
  options: { host: string; method?: string; headers?: Record<string, string>; body?: string },
): Promise<Answer> =>
  new Promise((done, fail) => {
    const headers = { ...options.headers, host: options.host };
    const sent = httpRequest({ host: '127.0.0.1', port, path, method: options.method ?? 'GET', headers });
    sent.on('error', fail);
    sent.on('response', async (response) => {
      response.setEncoding('utf8');
      let body = '';
      for await (const text of response) body += text;
      done({ status: response.statusCode ?? 0, headers: response.headers, body });
    });
    sent.end(options.body);
  });

/** A server process that is stopped, with its children, at the end of its block. */
export const startProgram = async (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
): Promise<AsyncDisposable & { readonly child: ChildProcess; readonly output: () => string }> => {
  const child = spawn(await testPython(), args, {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return {
    child,
    output: () => output,
    [Symbol.asyncDispose]: async () => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
        process.kill(-child.pid, 'SIGTERM');
      }
      await closed;
    },
  };
};

export const temporaryFolder = async (): Promise<AsyncDisposable & { readonly path: string }> => {
  const path = await mkdtemp(join(tmpdir(), 'manysite-overlay-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
};
