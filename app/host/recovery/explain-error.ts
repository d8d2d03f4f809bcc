import { AppError } from '../../contract';
import { isOutOfSpace, isSessionLost } from '../../postgres/database-errors';
import { diskFull } from '../attach/folder-error';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * What any work of the engine may meet and nobody on the way can know better: PostgreSQL ended under it, or its disk is full.
 *
 * @returns the error that people read; every other error as it is
 */
export const explainError = (dataFolder: string, error: unknown): unknown => {
  if (isSessionLost(error)) {
    return new AppError(
      'postgres-lost',
      'PostgreSQL ended every session while this ran; what was half made is undone.',
      {
        hint: 'It is started again by itself: try again. `manysite status` tells what happened.',
        data: { reason: messageOf(error) },
        cause: error,
      },
    );
  }
  if (error instanceof AppError || !isOutOfSpace(error)) return error;
  return diskFull(dataFolder, messageOf(error), error);
};
