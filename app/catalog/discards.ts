import { z } from 'zod';
import type { Prisma, PrismaClient } from '../../prisma/generated/catalog/client';
import type { Recovered } from '../contract';

/** What a start says when it removes something: the `snapshot` of `shop_live` was `undone`. */
const storySchema = z.object({
  what: z.string(),
  subject: z.string(),
  outcome: z.enum(['undone', 'finished']),
});
export type DiscardStory = z.infer<typeof storySchema>;

/** Something that is being made and not in use yet, or not in use any more. */
const discardSchema = storySchema.extend({
  kind: z.enum(['database', 'file']),
  /** Inside PostgreSQL, or an absolute path. */
  name: z.string(),
});
export type Discard = z.infer<typeof discardSchema>;

/** Puts something on the list, within a transaction that takes it out of use. */
export const addDiscard = async (
  transaction: Pick<Prisma.TransactionClient, 'discard'>,
  { kind, name, ...story }: Discard,
): Promise<void> => {
  await transaction.discard.upsert({
    where: { kind_name: { kind, name } },
    create: { kind, name, ...story },
    update: story,
  });
};

/** For the report of a start that has removed it. */
export const recoveredOf = ({ what, subject, outcome }: Discard): Recovered => ({
  what,
  name: subject,
  outcome,
});

/**
 * The list of what start-up may remove. Whoever makes something records it here first; it leaves the list in the transaction that puts
 * it into use, and comes back to it in the one that takes it out of use. So a crash at any moment leaves nothing unknown.
 */
export const catalogDiscards = (prisma: PrismaClient) => ({
  add: (discard: Discard): Promise<void> => addDiscard(prisma, discard),

  /** Once it is removed. May be called again. */
  async remove(kind: Discard['kind'], name: string): Promise<void> {
    await prisma.discard.deleteMany({ where: { kind, name } });
  },

  async has(kind: Discard['kind'], name: string): Promise<boolean> {
    return (await prisma.discard.count({ where: { kind, name } })) > 0;
  },

  /** Oldest first. */
  async list(): Promise<Discard[]> {
    const rows = await prisma.discard.findMany({ orderBy: { recordedAt: 'asc' } });
    return rows.map((row) => discardSchema.parse(row));
  },
});
