import { describe, expect, it } from 'vitest';
import type { ErrorShape } from '../../../app/contract';
import { postgresWords } from './failure';

const error = (data: ErrorShape['data']): ErrorShape => ({
  code: 'dump-statement-failed',
  message: 'It failed.',
  hint: null,
  data,
});

describe('PostgreSQL’s words', () => {
  it('are told as they are, with their code', () => {
    const data = {
      sqlState: '23505',
      message: 'could not create unique index "sku_key"',
      detail: 'Key (sku)=(BK-20418) is duplicated.',
      where: null,
    };
    expect(postgresWords(error(data))).toEqual({
      code: '23505',
      text: 'could not create unique index "sku_key"\nDETAIL: Key (sku)=(BK-20418) is duplicated.',
    });
  });

  it('are absent where it was not PostgreSQL that failed', () => {
    expect(postgresWords(error({ file: 'live.dump' }))).toBeNull();
  });
});
