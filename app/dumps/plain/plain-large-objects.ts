import { Readable } from 'node:stream';
import { AppError } from '../../contract';
import type { Definition } from '../entry';
import { firstTokens } from '../sql/sql-tokens';

const damaged = (definition: Definition): AppError => {
  const line = definition.place.kind === 'line' ? definition.place.line : null;
  return new AppError(
    'dump-corrupt',
    `The large object at line ${line} is not written as pg_dump writes it.`,
    {
      data: { line, statement: definition.sql.slice(0, 200) },
    },
  );
};

/** The strings and numbers among a call's arguments. */
const argumentsOf = ({ sql }: Definition): string[] => {
  const tokens = firstTokens(sql, 40);
  const start = tokens.findIndex((token) => token.text === '(');
  return tokens.slice(start + 1).flatMap((token) => (token.kind === 'string' ? [token.value] : []));
};

/** `lowrite(0, '\x...')`, whose backslash is doubled where strings have escapes. */
const writtenBytes = (definition: Definition): Buffer => {
  const hex = /^\\{1,2}x([0-9a-fA-F]*)$/.exec(argumentsOf(definition)[0] ?? '')?.[1];
  if (hex === undefined) throw damaged(definition);
  return Buffer.from(hex, 'hex');
};

/**
 * Large objects of plain SQL: lo_open('OID', 131072), lowrite(0, '\x...') repeated, lo_close(0), one object after the other.
 *
 * @param first the first lo_open
 * @param next the next call, as long as it is one of these
 */
export const readPlainLargeObjects = (first: Definition, next: () => Promise<Definition | null>) => {
  let call: Definition | null = first;
  const advance = async (): Promise<Definition | null> => {
    if (call !== null) call = await next();
    return call;
  };
  const contents = async function* (signal: AbortSignal): AsyncGenerator<Buffer> {
    for (let at = await advance(); at !== null && at.name === 'lowrite'; at = await advance()) {
      signal.throwIfAborted();
      yield writtenBytes(at);
    }
  };
  const read = async function* (signal: AbortSignal) {
    while (call !== null) {
      const opening: Definition = call;
      const oid = Number(argumentsOf(opening)[0]);
      if (opening.name !== 'lo_open' || !Number.isInteger(oid)) throw damaged(opening);
      const data = Readable.from(contents(signal), { objectMode: false });
      yield { oid, data };
      // Whatever of it was not read, up to its lo_close.
      while (call !== null && call.name !== 'lo_close') await advance();
      await advance();
    }
  };
  return {
    read,
    finish: async () => {
      while ((await advance()) !== null);
    },
  };
};
