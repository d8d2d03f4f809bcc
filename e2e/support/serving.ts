import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkout, type Sandbox } from './sandbox';

/** First line that `manysite serve --json` prints, and `npm start` where it serves: the address with its token. */
export const addressOf = (serving: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    serving.stdout?.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes('\n')) resolve(JSON.parse(said.slice(0, said.indexOf('\n'))).url);
    });
    serving.once('exit', () => reject(new Error(`serve ended: ${said}`)));
  });

export interface Serving {
  /** With the token. */
  readonly address: string;
  end(): Promise<void>;
}

/** `manysite serve` for the sandbox, as a user runs it. */
export const serve = async (sandbox: Sandbox): Promise<Serving> => {
  const serving = spawn(process.execPath, [join(checkout, 'bin/manysite'), 'serve', '--json'], {
    env: sandbox.environment,
    cwd: sandbox.dataFolder,
  });
  const address = await addressOf(serving);
  return {
    address,
    end: () =>
      new Promise((resolve) => {
        // It ends by itself when its host is gone.
        if (serving.exitCode !== null) resolve();
        serving.once('exit', () => resolve());
        serving.kill('SIGINT');
      }),
  };
};
