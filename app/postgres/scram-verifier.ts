import { createHash, createHmac, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';

const stretch = promisify(pbkdf2);

/**
 * Whether what PostgreSQL stores of a role's password (`pg_authid.rolpassword`) is of this one: `SCRAM-SHA-256$<iterations>:<salt>$<stored
 * key>:<server key>`, keys and salt as base64 (RFC 5803; PostgreSQL's scram-common.c).
 *
 * @param password ASCII, so that preparing it (RFC 4013) leaves it as it is
 * @param stored null: there is none
 */
export const isVerifierOf = async (password: string, stored: string | null): Promise<boolean> => {
  const match = /^SCRAM-SHA-256\$(\d{1,7}):([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+):[A-Za-z0-9+/=]+$/.exec(
    stored ?? '',
  );
  if (match === null) return false;
  const [, iterations, salt = '', storedKey] = match;
  const salted = await stretch(password, Buffer.from(salt, 'base64'), Number(iterations), 32, 'sha256');
  const clientKey = createHmac('sha256', salted).update('Client Key').digest();
  return createHash('sha256').update(clientKey).digest('base64') === storedKey;
};
