import { Agent, request } from 'node:http';

export interface Page {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

interface VisitOptions {
  readonly port: number;
  readonly host: string;
  readonly path?: string;
  readonly agent?: Agent;
}

/** One GET through the router, as a browser would send it once the name is resolved. */
export const visit = ({ port, host, path = '/', agent }: VisitOptions): Promise<Page> =>
  new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, path, headers: { host }, ...(agent === undefined ? {} : { agent }) },
      (response) => {
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
      },
    );
    outgoing.on('error', reject);
    outgoing.end();
  });

/** What the demo's pages say of themselves, e.g. `<meta name="manysite-site-id" content="3">`. */
export const factOf = (page: Page, name: string): string => {
  const match = new RegExp(`<meta name="manysite-${name}" content="([^"]*)"`).exec(page.body);
  if (match?.[1] === undefined) throw new Error(`the page has no fact ${name}:\n${page.body.slice(0, 500)}`);
  return match[1];
};

export interface Visits {
  readonly total: number;
  readonly failures: readonly string[];
  /** The facts seen, in order of their first appearance. */
  readonly databases: readonly string[];
}

/** A client that visits hosts all the time, over kept-alive connections, until told to stop. */
export const visitContinuously = (port: number, hosts: readonly string[]) => {
  const agent = new Agent({ keepAlive: true });
  const failures: string[] = [];
  const databases = new Set<string>();
  let total = 0;
  let isStopped = false;
  const loop = async (): Promise<void> => {
    while (!isStopped) {
      for (const host of hosts) {
        total += 1;
        try {
          const page = await visit({ port, host, agent });
          if (page.status === 200) databases.add(factOf(page, 'database'));
          else failures.push(`${host}: ${page.status}`);
        } catch (error) {
          failures.push(`${host}: ${String(error)}`);
        }
      }
    }
  };
  const running = loop();
  return {
    total: () => total,
    stop: async (): Promise<Visits> => {
      isStopped = true;
      await running;
      agent.destroy();
      return { total, failures, databases: [...databases] };
    },
  };
};
