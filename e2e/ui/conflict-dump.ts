import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { stageDump } from '../support/made-project';

/** The demo's second dump, in which two sites have slugs that differ only in case: a domain knows no case. */
export const conflictDump = (): Buffer => {
  const sql = gunzipSync(readFileSync(stageDump)).toString('utf8');
  const changed = sql.replace('rowing.tideport.example\trowing\t', 'rowing.tideport.example\tMuseum\t');
  if (changed === sql) throw new Error('the demo’s second dump has no site rowing');
  return gzipSync(Buffer.from(changed));
};
