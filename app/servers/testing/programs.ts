/** Small real servers for tests: each is a Node script that gets its port as its first argument. */
export const programs = {
  /** Listens after `argv[3]` milliseconds; answers with its pid, the Host header and an environment variable. */
  answers: `
    import { createServer } from 'node:http';
    setTimeout(() => createServer((request, response) => {
      console.log(request.method + ' ' + request.url + ' ' + request.headers.host);
      response.statusCode = request.url.startsWith('/broken') ? 500 : 200;
      response.end(JSON.stringify({ pid: process.pid, host: request.headers.host, siteId: process.env.SITE_ID ?? null }));
    }).listen(Number(process.argv[2]), '127.0.0.1'), Number(process.argv[3] ?? 0));`,
  /** Answers `/NUMBER` after so many milliseconds, with its pid. */
  takesTime: `
    import { createServer } from 'node:http';
    createServer((request, response) => {
      setTimeout(() => response.end(String(process.pid)), Number(request.url.slice(1)));
    }).listen(Number(process.argv[2]), '127.0.0.1');`,
  /** Answers its first `argv[3]` requests well, and all later ones with an error, as one that has lost its database. */
  breaksAfterRequests: `
    import { createServer } from 'node:http';
    let left = Number(process.argv[3]);
    createServer((request, response) => {
      response.statusCode = left-- > 0 ? 200 : 500;
      response.end('ok');
    }).listen(Number(process.argv[2]), '127.0.0.1');`,
  neverListens: `setInterval(() => undefined, 1000);`,
  /** Accepts connections and says nothing. */
  silent: `
    import { createServer } from 'node:net';
    createServer(() => undefined).listen(Number(process.argv[2]), '127.0.0.1');`,
  /** Answers with something that is not HTTP. */
  notHttp: `
    import { createServer } from 'node:net';
    createServer((socket) => socket.end('220 ready\\r\\n')).listen(Number(process.argv[2]), '127.0.0.1');`,
  diesAtOnce: `
    console.error('Traceback (most recent call last):');
    console.error('ImportError: no such thing');
    process.exitCode = 3;`,
  /** Dies at its \`argv[3]\`-th request, after the answer. */
  diesAfterRequests: `
    import { createServer } from 'node:http';
    let left = Number(process.argv[3]);
    createServer((request, response) => {
      left--;
      response.end('ok', () => { if (left === 0) process.exit(7); });
    }).listen(Number(process.argv[2]), '127.0.0.1');`,
  ignoresSigterm: `
    import { createServer } from 'node:http';
    process.on('SIGTERM', () => console.log('SIGTERM, so what'));
    createServer((request, response) => response.end('ok')).listen(Number(process.argv[2]), '127.0.0.1');`,
  /** Has a child that ignores SIGTERM; with \`argv[3]\` = detached the child is in a group of its own. Prints its pid. */
  hasChild: `
    import { spawn } from 'node:child_process';
    import { createServer } from 'node:http';
    const child = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => undefined); setInterval(() => undefined, 1000)'], {
      stdio: 'inherit', detached: process.argv[3] === 'detached',
    });
    console.log('child ' + child.pid);
    const server = createServer((request, response) => {
      response.end('ok', () => { if (request.url === '/die') process.exit(9); });
    });
    server.listen(Number(process.argv[2]), '127.0.0.1');`,
  /** Prints 300 lines and dies. */
  diesLoudly: `
    for (let line = 1; line <= 300; line++) console.log('WARNING line ' + line);
    process.exitCode = 3;`,
  /** Has a child that computes all the time. */
  burnsInChild: `
    import { spawn } from 'node:child_process';
    import { createServer } from 'node:http';
    spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'inherit' });
    createServer((request, response) => response.end('ok')).listen(Number(process.argv[2]), '127.0.0.1');`,
  /** Prints \`argv[3]\` coloured lines, a part of a line, then answers. */
  prints: `
    import { createServer } from 'node:http';
    for (let line = 1; line <= Number(process.argv[3]); line++) console.log('\\x1b[32mline\\x1b[0m ' + line);
    process.stderr.write('no newline yet: \\u00e9');
    createServer((request, response) => response.end('ok')).listen(Number(process.argv[2]), '127.0.0.1');`,
} as const;

export type ProgramName = keyof typeof programs;
