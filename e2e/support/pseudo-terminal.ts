import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const program = fileURLToPath(new URL('./terminal-driver.py', import.meta.url));

/** Waits for a pattern (Python's syntax) in what was printed since the last step, then does one thing. */
export interface Step {
  readonly after: string;
  readonly send?: string;
  readonly resize?: readonly [rows: number, columns: number];
  readonly signal?: 'SIGINT' | 'SIGTERM';
}

export interface Session {
  readonly output: string;
  readonly exitCode: number;
  readonly timedOut: boolean;
  /** Steps whose pattern never came. */
  readonly stepsLeft: number;
}

/** Runs a program in a real pseudo-terminal, until it ends. */
export const runInTerminal = async (options: {
  readonly argv: readonly string[];
  readonly steps: readonly Step[];
  readonly environment: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly rows?: number;
  readonly columns?: number;
  readonly timeoutSeconds?: number;
}): Promise<Session> => {
  const { argv, steps, rows = 24, columns = 100, timeoutSeconds = 60 } = options;
  const { stdout } = await execa('python3', [program], {
    input: JSON.stringify({ argv, steps, rows, columns, timeout: timeoutSeconds }),
    env: { TERM: 'xterm-256color', ...options.environment },
    extendEnv: false,
    cwd: options.cwd,
  });
  return JSON.parse(stdout);
};

const escapeCharacter = String.fromCharCode(27);
const control = new RegExp(`${escapeCharacter}(?:\\[[0-9;?<>=]*[A-Za-z]|[()][A-Z0-9]|[=>])`, 'g');

/** What was printed, without sequences that colour or move. */
export const plainOutput = ({ output }: Session): string => output.replace(control, '');
