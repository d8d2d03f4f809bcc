import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../contract';
import { writeByRename } from './write-by-rename';

const secretSchema = z.object({
  /** Opens the door. */
  token: z.string().min(32),
  /** Of PostgreSQL's superuser; the passwords of serving roles are derived from it. */
  superuserPassword: z.string().min(32),
});
export type Secret = z.infer<typeof secretSchema>;

const secretFile = (dataFolder: string): string => join(dataFolder, 'secret');

/**
 * The secret of a data folder, as its host wrote it.
 *
 * @throws AppError `not-authorised` when the file cannot be read by this user
 */
export const readSecret = (dataFolder: string): Secret | null => {
  try {
    return secretSchema.parse(JSON.parse(readFileSync(secretFile(dataFolder), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') {
      throw new AppError('not-authorised', `${secretFile(dataFolder)} is not readable for this user.`, {
        hint: 'Run Manysite as the user who started it, or set MANYSITE_DATA to a folder of your own.',
        cause: error,
      });
    }
    throw new AppError(
      'not-authorised',
      `${secretFile(dataFolder)} is damaged: it was expected to hold a token and a password.`,
      {
        hint: 'Put back a copy of it. Without it the databases in this data folder cannot be opened.',
        cause: error,
      },
    );
  }
};

/** Reads the secret, or makes one (0600). It survives host restarts, so that open tabs reconnect. */
export const ensureSecret = (dataFolder: string): Secret => {
  const existing = readSecret(dataFolder);
  if (existing !== null) return existing;
  const fresh = (): string => randomBytes(32).toString('base64url');
  const secret: Secret = { token: fresh(), superuserPassword: fresh() };
  writeByRename(secretFile(dataFolder), JSON.stringify(secret));
  return secret;
};
