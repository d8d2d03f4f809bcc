import type { PrismaClient } from '../../prisma/generated/catalog/client';

/**
 * Which projects are served now. A host that is told to stop clears it; what it holds at a host's start was cut off by the end
 * of the last one.
 */
export const catalogServed = (prisma: PrismaClient) => ({
  /** May be called again. */
  async add(projectId: string, since: Date): Promise<void> {
    await prisma.servedProject.upsert({ where: { projectId }, create: { projectId, since }, update: {} });
  },

  /** May be called again. */
  async remove(projectId: string): Promise<void> {
    await prisma.servedProject.deleteMany({ where: { projectId } });
  },

  async clear(): Promise<void> {
    await prisma.servedProject.deleteMany();
  },

  /** In the order of their starts. */
  async list(): Promise<{ id: string; name: string }[]> {
    const rows = await prisma.servedProject.findMany({
      orderBy: { since: 'asc' },
      select: { project: { select: { id: true, name: true } } },
    });
    return rows.map(({ project }) => project);
  },
});
