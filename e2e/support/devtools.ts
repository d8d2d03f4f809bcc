import type { ChildProcess } from 'node:child_process';
import { WebSocket } from 'ws';
import { z } from 'zod';

const targetsSchema = z.array(
  z.object({ type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string().optional() }),
);
const valueSchema = z.object({ result: z.object({ result: z.object({ value: z.unknown().optional() }) }) });
/** A page that is just being replaced by another one answers so. */
const refusalSchema = z.object({ error: z.object({ message: z.string() }) });
const answerSchema = z.union([valueSchema, refusalSchema]);

/** Where Chromium's own protocol is spoken, as it prints when it was started with `--remote-debugging-port=0`. */
export const devToolsOf = (app: ChildProcess): Promise<URL> =>
  new Promise((resolve, reject) => {
    let said = '';
    app.stderr?.on('data', (chunk) => {
      said += String(chunk);
      const [, address] = /^DevTools listening on (ws:.+)$/m.exec(said) ?? [];
      if (address !== undefined) resolve(new URL(address));
    });
    app.once('exit', () => reject(new Error(`the app ended: ${said}`)));
  });

const pageAt = async ({ host }: URL, address: string): Promise<string | null> => {
  const targets = targetsSchema.parse(await (await fetch(`http://${host}/json/list`)).json());
  const page = targets.find(({ type, url }) => type === 'page' && url.startsWith(address));
  return page?.webSocketDebuggerUrl ?? null;
};

/**
 * Evaluates an expression in the window's page, without the inspector of Node, which packages have switched off.
 *
 * @param page how the page's address begins; left out: that of the host
 * @returns its value; null for none, as while the window does not show the page yet
 */
export const evaluateInWindow = async (
  devTools: URL,
  expression: string,
  page = 'http://127.0.0.1',
): Promise<unknown> => {
  const address = await pageAt(devTools, page);
  if (address === null) return null;
  const socket = new WebSocket(address);
  try {
    return await new Promise((resolve, reject) => {
      socket.once('error', reject);
      // Its page went away before it answered.
      socket.once('close', () => resolve(null));
      socket.once('open', () =>
        socket.send(
          JSON.stringify({
            id: 1,
            method: 'Runtime.evaluate',
            params: { expression, returnByValue: true, awaitPromise: true },
          }),
        ),
      );
      socket.once('message', (data) => {
        const answer = answerSchema.safeParse(JSON.parse(String(data)));
        if (answer.success)
          resolve('result' in answer.data ? (answer.data.result.result.value ?? null) : null);
        else reject(answer.error);
      });
    });
  } finally {
    socket.close();
  }
};
