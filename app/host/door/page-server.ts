import { createReadStream, existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { isLoopbackHost, pathOf } from './guard';

/** The page's files by path; nothing else of the disk can be asked for. */
const files: Readonly<Record<string, { readonly name: string; readonly type: string }>> = {
  '/': { name: 'index.html', type: 'text/html; charset=utf-8' },
  '/app.js': { name: 'app.js', type: 'text/javascript; charset=utf-8' },
  '/app.css': { name: 'app.css', type: 'text/css; charset=utf-8' },
  '/favicon.svg': { name: 'favicon.svg', type: 'image/svg+xml' },
};

const securityHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
};

/** Answers in one line of plain text. */
export const refuse = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { ...securityHeaders, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
};

export const refuseHost = (response: ServerResponse): void =>
  refuse(response, 421, 'Manysite answers under localhost, 127.0.0.1 and [::1] only.');

/** Answers plain HTTP requests to the door with the browser page. */
export const servePage =
  (uiFolder: string, onError: (error: Error) => void) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    if (!isLoopbackHost(request.headers)) {
      refuseHost(response);
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      refuse(response, 405, 'Only GET and HEAD are answered here.');
      return;
    }
    const file = files[pathOf(request.url)];
    const path = file === undefined ? null : join(uiFolder, file.name);
    if (file === undefined || path === null || !existsSync(path)) {
      refuse(response, 404, 'There is no such page.');
      return;
    }
    response.writeHead(200, { ...securityHeaders, 'Content-Type': file.type });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    pipeline(createReadStream(path), response, (error) => {
      // A browser that goes away in the middle is no news.
      if (error && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') onError(error);
    });
  };
