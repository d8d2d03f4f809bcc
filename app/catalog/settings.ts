import type { z } from 'zod';
import type { Prisma, PrismaClient } from '../../prisma/generated/catalog/client';
import { AppError } from '../contract';

/** Single values worth remembering, e.g. the ports of the first start. */
export const catalogSettings = (prisma: PrismaClient) => ({
  /**
   * @param schema what the value must be
   * @returns null when it was never set
   * @throws AppError `catalog-damaged` when what is stored does not fit
   */
  async get<Value>(key: string, schema: z.ZodType<Value>): Promise<Value | null> {
    const row = await prisma.setting.findUnique({ where: { key } });
    if (row === null) return null;
    const parsed = schema.safeParse(row.value);
    if (parsed.success) return parsed.data;
    throw new AppError('catalog-damaged', `The remembered value of ${key} is not of the expected kind.`, {
      data: { key, value: row.value },
      cause: parsed.error,
    });
  },

  /** @param value anything that JSON can hold; null forgets the setting */
  async set(key: string, value: z.core.util.JSONType): Promise<void> {
    if (value === null) {
      await prisma.setting.deleteMany({ where: { key } });
      return;
    }
    const stored = value as Prisma.InputJsonValue;
    await prisma.setting.upsert({
      where: { key },
      create: { key, value: stored },
      update: { value: stored },
    });
  },
});
