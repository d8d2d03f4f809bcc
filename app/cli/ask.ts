import { createInterface } from 'node:readline/promises';
import { AppError } from '../contract';
import type { Terminal } from './terminal';

/**
 * Asks the person at the terminal before something that cannot be taken back. A script is not asked: it has named the thing.
 *
 * @param isSure the person said so beforehand (`--yes`)
 * @throws AppError `cancelled` for any answer but yes; `usage-invalid` where a person types but would not see the question
 */
export const confirmOnTerminal = async (
  terminal: Terminal,
  question: string,
  isSure: boolean,
): Promise<void> => {
  if (!isSure && terminal.stdin.isTTY === true) await confirm(terminal, question);
};

/** Whether somebody sees a question and can answer it. */
export const canAsk = ({ stdin, isSeen }: Terminal): boolean => isSeen && stdin.isTTY === true;

/**
 * Asks a person before something that cannot be taken back.
 *
 * @param question ends without a question mark's answer, e.g. `Delete 3 databases?`
 * @throws AppError `cancelled` for any answer but yes; `usage-invalid` where nobody can be asked
 */
export const confirm = async (terminal: Terminal, question: string): Promise<void> => {
  if (!canAsk(terminal)) {
    throw new AppError('usage-invalid', `${question} Nobody can be asked here.`, {
      hint: 'Repeat it with --yes.',
    });
  }
  const lines = createInterface({ input: terminal.stdin, output: terminal.stderr });
  try {
    const answer = await lines.question(`${question} [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new AppError('cancelled', 'Nothing was changed.');
  } finally {
    lines.close();
  }
};
