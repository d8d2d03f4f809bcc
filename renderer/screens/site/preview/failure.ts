import type { Exit } from '../../../../app/contract';
import { failureReason } from '../../sites/failure-text';

/** Where an error came to be, as a traceback of Python names it. */
interface Frame {
  readonly file: string;
  readonly line: number;
}

const framePattern = /^\s*File "(.+)", line (\d+)/;

const framesOf = (lines: readonly string[]): readonly Frame[] =>
  lines.flatMap((line) => {
    const [, file, number] = framePattern.exec(line) ?? [];
    return file === undefined ? [] : [{ file, line: Number(number) }];
  });

/** What lies in a virtualenv or in Python itself is nobody's own code. */
const isOwn = (file: string, folder: string): boolean =>
  file.startsWith(folder) && !/[\\/](?:site-packages|dist-packages|\.venv|venv)[\\/]/.test(file);

export interface Failure {
  /** What Python said last, else how the process ended. */
  readonly reason: string;
  /** The project's own code nearest to it, relative to the project; null where none is named. */
  readonly where: Frame | null;
}

/**
 * Why a server failed, from the end of its log.
 *
 * @param folder of the project
 */
export const failureOf = (
  failures: readonly Exit[],
  lastLines: readonly string[],
  folder: string,
): Failure => {
  const own = [...framesOf(lastLines)].reverse().find(({ file }) => isOwn(file, folder));
  return {
    reason: failureReason(failures, lastLines),
    where: own === undefined ? null : { ...own, file: own.file.slice(folder.length).replace(/^[\\/]/, '') },
  };
};
