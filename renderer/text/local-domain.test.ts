import { describe, expect, it } from 'vitest';
import { splitDomain } from './local-domain';

describe('splitDomain', () => {
  it.each([
    ['portal.127.0.0.1.nip.io', 'portal', ['', 'portal', '.127.0.0.1.nip.io']],
    ['dev-portal.test', 'portal', ['dev-', 'portal', '.test']],
    ['www.live.example', 'portal', ['', 'www.live.example', '']],
    ['www.live.example', '', ['', 'www.live.example', '']],
  ])('of %s with the slug "%s"', (domain, slug, [before, kept, after]) => {
    expect(splitDomain(domain, slug)).toEqual({ before, slug: kept, after });
  });
});
