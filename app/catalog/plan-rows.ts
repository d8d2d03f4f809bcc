import { z } from 'zod';
import type { Prisma } from '../../prisma/generated/catalog/client';
import { type PlanRecord, planKindSchema, planRecordSchema } from '../contract';
import { type RowChange, siteIdOf } from '../core/plans/row-change';
import { aliasRowSchema, plusRowSchema, siteRowSchema } from '../core/sites/row-schemas';

const identitySchema = z.object({ siteId: z.number().int(), slug: z.string(), realDomain: z.string() });

const changeOf = <Table extends string, Row extends z.ZodType>(table: Table, row: Row) => {
  const of = z.literal(table);
  return z.discriminatedUnion('row', [
    z.object({ table: of, row: z.literal('update'), before: row, after: row }),
    z.object({ table: of, row: z.literal('insert'), after: row }),
    z.object({ table: of, row: z.literal('delete'), before: row }),
  ]);
};

export const rowChangesSchema: z.ZodType<RowChange[]> = z.array(
  z.discriminatedUnion('table', [
    changeOf('django_site', siteRowSchema),
    changeOf('multisite_alias', aliasRowSchema),
    changeOf('django_multisite_plus_site', plusRowSchema),
    changeOf('site_identity', identitySchema),
  ]),
);

/** The columns of a plan that its history tells; its changes may be many. */
export const recordOf = {
  id: true,
  position: true,
  kind: true,
  title: true,
  state: true,
  rowCount: true,
  siteCount: true,
  appliedAt: true,
  undoneAt: true,
} as const satisfies Prisma.SitePlanSelect;

/** Such a row as clients see it. @throws when the row holds what this version does not know */
export const toPlanRecord = (row: Prisma.SitePlanGetPayload<{ select: typeof recordOf }>): PlanRecord =>
  planRecordSchema.parse({
    ...row,
    appliedAt: row.appliedAt?.toISOString(),
    undoneAt: row.undoneAt?.toISOString() ?? null,
  });

/** What is told of a plan's changes without reading them. */
export const countsOf = (changes: readonly RowChange[]) => ({
  rowCount: changes.length,
  siteCount: new Set(changes.map(siteIdOf)).size,
});

/** Row changes as the catalog keeps them, with what is told of them. */
export const changeColumns = (changes: readonly RowChange[]) => ({
  // Plain data, which TypeScript cannot see of readonly interfaces.
  changes: changes as unknown as Prisma.InputJsonArray,
  ...countsOf(changes),
});

/** Everything that the catalog keeps of a database's sites, to be carried from one moment to another. */
export const siteHistorySchema = z.object({
  identities: z.array(identitySchema),
  plans: z.array(
    z.object({
      position: z.number().int(),
      kind: planKindSchema,
      title: z.string(),
      changes: rowChangesSchema,
      state: z.enum(['applied', 'undone']),
      startedAt: z.iso.datetime(),
      appliedAt: z.iso.datetime(),
      undoneAt: z.iso.datetime().nullable(),
    }),
  ),
});
export type SiteHistory = z.infer<typeof siteHistorySchema>;
