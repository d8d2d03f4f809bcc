import { DatabaseError } from 'pg';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../contract';
import { steadily } from '../../postgres/steadily';
import { explainError } from './explain-error';

const answer = (code: string): DatabaseError => Object.assign(new DatabaseError('no', 2, 'error'), { code });
const fromSystem = (code: string): Error => Object.assign(new Error(`${code}: no`), { code });
const fromPrisma = (cause: unknown): Error =>
  Object.assign(new Error('Invalid invocation'), { code: 'P2010', meta: { driverAdapterError: { cause } } });
const explained = (error: unknown) => explainError('/', error);

describe('what any work may meet', () => {
  it.each([
    ['a server that is told to stop', answer('57P01')],
    ['a crash of another backend', answer('57P02')],
    ['a server that recovers', answer('57P03')],
    ['a lost socket', new Error('Connection terminated unexpectedly')],
    ['a port where nobody listens', fromSystem('ECONNREFUSED')],
    ['the same within the catalog', fromPrisma({ kind: 'DatabaseNotReachable' })],
    [
      'the same as the cause of another error',
      new AppError('import-failed', 'No.', { cause: answer('57P01') }),
    ],
  ])('is told as a lost PostgreSQL: %s', (_, error) => {
    expect(explained(error)).toMatchObject({ code: 'postgres-lost', hint: expect.stringContaining('again') });
  });

  it.each([
    ['PostgreSQL', answer('53100')],
    ['the catalog', fromPrisma({ kind: 'postgres', originalCode: '53100' })],
    ['the file system', fromSystem('ENOSPC')],
  ])('is told as a full disk, with what is free: %s', (_, error) => {
    expect(explained(error)).toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/\d+ MB are free/),
    });
  });

  it('is told as it is where it is something else', () => {
    for (const error of [answer('23505'), fromSystem('EACCES'), new Error('a bug'), 'no error', null])
      expect(explained(error)).toBe(error);
    const known = new AppError('disk-full', 'Importing needs more.', { cause: answer('53100') });
    expect(explained(known)).toBe(known);
  });
});

describe('steadily', () => {
  const up = { whenUp: () => Promise.resolve() };

  it('does again what a lost session cut off, and not for ever', async () => {
    let tries = 0;
    const work = (until: number) => async () => {
      tries += 1;
      if (tries < until) throw answer('57P01');
      return tries;
    };
    expect(await steadily(up, work(3))).toBe(3);
    tries = 0;
    await expect(steadily(up, work(100))).rejects.toMatchObject({ code: '57P01' });
    expect(tries).toBe(5);
  });

  it('does not hide any other error', async () => {
    let tries = 0;
    const work = async (): Promise<void> => {
      tries += 1;
      throw answer('23505');
    };
    await expect(steadily(up, work)).rejects.toMatchObject({ code: '23505' });
    expect(tries).toBe(1);
  });
});
