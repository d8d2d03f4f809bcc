import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import type { Visits } from './visitor';

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const send = (
  agent: Agent,
  options: { port: number; host: string; method: string; headers: Record<string, string>; body: string },
): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const { port, method, body } = options;
    const headers = { host: options.host, ...options.headers };
    request({ agent, host: '127.0.0.1', port, path: '/contact/', method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    })
      .on('error', reject)
      .end(body);
  });

const tokenOf = (page: Reply): { token: string; cookie: string } => {
  const token = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(page.body)?.[1];
  const cookie = (page.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
  if (token === undefined || cookie === '')
    throw new Error(`no form: ${page.status}\n${page.body.slice(0, 500)}`);
  return { token, cookie };
};

/** A client that sends the contact form again and again over one kept-alive connection, as a browser on that page would. */
export const formVisitor = async (port: number, domain: string): Promise<{ stop(): Promise<Visits> }> => {
  const host = `${domain}:${port}`;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const form = tokenOf(await send(agent, { port, host, method: 'GET', headers: {}, body: '' }));
  const failures: string[] = [];
  let total = 0;
  let isStopped = false;
  const post = async (): Promise<void> => {
    total += 1;
    const message = `message ${total} `.padEnd(1_900, 'and so on ');
    const body = new URLSearchParams({
      csrfmiddlewaretoken: form.token,
      name: 'A visitor',
      email: 'visitor@example.com',
      message,
    }).toString();
    const headers = {
      cookie: form.cookie,
      origin: `http://${host}`,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
    };
    try {
      const { status, body: page } = await send(agent, { port, host, method: 'POST', headers, body });
      // Django answers an accepted form by a redirect.
      if (status !== 302) failures.push(`POST ${host}: ${status} ${page.slice(0, 300)}`);
    } catch (error) {
      failures.push(`POST ${host}: ${String(error)}`);
    }
  };
  const running = (async () => {
    while (!isStopped) await post();
  })();
  return {
    stop: async () => {
      isStopped = true;
      await running;
      agent.destroy();
      return { total, failures, databases: [] };
    },
  };
};
