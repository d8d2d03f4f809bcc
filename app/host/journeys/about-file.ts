import { basename } from 'node:path';
import { AppError } from '../../contract';

/**
 * Does something with a dump, and names the file in every error that is about the dump: whoever reads the message may have
 * started several imports.
 *
 * @param shownName instead of the file's own name, e.g. for a copy of standard input
 */
export const aboutFile = async <Result>(
  file: string,
  shownName: string | null,
  work: () => Promise<Result>,
): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    const name = shownName ?? basename(file);
    if (!(error instanceof AppError) || !error.code.startsWith('dump-') || error.message.includes(name))
      throw error;
    throw new AppError(error.code, `${name}: ${error.message}`, {
      ...(error.hint === null ? {} : { hint: error.hint }),
      data: { ...error.data, file: shownName ?? file },
      cause: error,
    });
  }
};
