import { describe, expect, it } from 'vitest';
import { bikes } from '../testing/site';
import { emptyDraft, operationOf } from './draft';

describe('a draft of a site', () => {
  it('asks for nothing while nothing differs', () => {
    expect(operationOf(emptyDraft, bikes)).toBeNull();
    expect(operationOf({ ...emptyDraft, slug: 'bikes', isEnabled: true }, bikes)).toBeNull();
  });

  it('asks for what differs, and for nothing else', () => {
    const draft = { ...emptyDraft, slug: 'velo', name: 'Example Bikes', isEnabled: false };
    expect(operationOf(draft, bikes)).toEqual({
      kind: 'edit',
      siteId: 2,
      slug: 'velo',
      name: null,
      realDomain: null,
      isEnabled: false,
      extraConfig: null,
      aliases: [],
    });
  });

  it('asks for aliases by themselves', () => {
    const aliases = [{ edit: 'remove' as const, domain: 'kids.localhost' }];
    expect(operationOf({ ...emptyDraft, aliases }, bikes)).toMatchObject({ aliases, slug: null });
  });
});
