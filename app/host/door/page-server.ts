import { randomBytes } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream';
import { isLoopbackHost, pathOf } from './guard';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

interface PageFile {
  readonly file: string;
  readonly type: string;
  /** Its name holds a hash of its content. */
  readonly isForever: boolean;
}

/** The page's files by path, found once; nothing else of the disk can be asked for. */
const filesOf = (uiFolder: string): ReadonlyMap<string, PageFile> => {
  if (!existsSync(uiFolder)) return new Map();
  const names = readdirSync(uiFolder, { recursive: true, encoding: 'utf8' });
  return new Map(
    names.flatMap((name): [string, PageFile][] => {
      const type = types[extname(name)];
      if (type === undefined) return [];
      const path = `/${name.split(sep).join('/')}`;
      return [
        [
          path === '/index.html' ? '/' : path,
          { file: join(uiFolder, name), type, isForever: path.startsWith('/assets/') },
        ],
      ];
    }),
  );
};

/** Stands in the page for the nonce that its style elements carry. */
const noncePlaceholder = '%STYLE_NONCE%';

/** SHA-256 of the one style that Electron puts into each `<webview>`; without it a preview has no height. */
const webviewStyle = "'sha256-XNfYdUW7S7AWSxlvq47SGsGIxvvzKwvUGdsFQQ/zXf4='";

/** @param nonce of the style elements that the page makes itself; null: it may make none */
const securityHeaders = (nonce: string | null) => ({
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${nonce === null ? '' : ` 'nonce-${nonce}' ${webviewStyle}`}`,
    "font-src 'self'",
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    // Previews: local domains are any names, at a port that may not be known yet. The scheme takes https too.
    'frame-src http:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
});

/** Answers in one line of plain text. */
export const refuse = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { ...securityHeaders(null), 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
};

export const refuseHost = (response: ServerResponse): void =>
  refuse(response, 421, 'Manysite answers under localhost, 127.0.0.1 and [::1] only.');

/** Answers plain HTTP requests to the door with the page. */
export const servePage = (uiFolder: string, onError: (error: Error) => void) => {
  const files = filesOf(uiFolder);
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (!isLoopbackHost(request.headers)) {
      refuseHost(response);
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      refuse(response, 405, 'Only GET and HEAD are answered here.');
      return;
    }
    const found = files.get(pathOf(request.url));
    if (found === undefined || !existsSync(found.file)) {
      refuse(response, 404, 'There is no such page.');
      return;
    }
    const isPage = found.type === types['.html'];
    const nonce = isPage ? randomBytes(16).toString('base64') : null;
    response.writeHead(200, {
      ...securityHeaders(nonce),
      'Content-Type': found.type,
      ...(found.isForever ? { 'Cache-Control': 'public, max-age=31536000, immutable' } : {}),
    });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    if (nonce !== null) {
      response.end(readFileSync(found.file, 'utf8').replaceAll(noncePlaceholder, nonce));
      return;
    }
    pipeline(createReadStream(found.file), response, (error) => {
      // A browser that goes away in the middle is no news.
      if (error && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') onError(error);
    });
  };
};
