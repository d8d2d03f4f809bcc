import { STATUS_CODES } from 'node:http';

/** What the router itself says to a client. */
export interface Answer {
  readonly status: number;
  /** Besides those of every answer. Values are the router's own, or cleaned by whoever puts them here. */
  readonly headers: Readonly<Record<string, string>>;
  /** A whole page, or null for no body. */
  readonly html: string | null;
}

const ownHeaders =
  // No answer of the router is true for long; a redirect that a browser keeps would outlive its port (multisite.md, trap 9).
  'Cache-Control: no-store\r\n' +
  "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'\r\n" +
  'X-Content-Type-Options: nosniff\r\n';

/**
 * The bytes of an answer.
 *
 * @param options.hasBody false for HEAD, which is told the length all the same
 * @param options.closes the connection ends with it
 */
export const answerBytes = (answer: Answer, options: { hasBody: boolean; closes: boolean }): Buffer => {
  const body = Buffer.from(answer.html ?? '', 'utf8');
  const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head =
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? 'Answer'}\r\n` +
    (answer.html === null ? '' : 'Content-Type: text/html; charset=utf-8\r\n') +
    `Content-Length: ${body.length}\r\n${ownHeaders}${lines.join('')}` +
    `${options.closes ? 'Connection: close\r\n' : ''}\r\n`;
  const headBytes = Buffer.from(head, 'latin1');
  return options.hasBody ? Buffer.concat([headBytes, body]) : headBytes;
};
