import type { PrismaClient, RunFact } from '../../prisma/generated/catalog/client';
import { type Figures, type Mode, type ModeFigures, modeFiguresSchema } from '../contract';

const toFigures = (row: RunFact): ModeFigures =>
  modeFiguresSchema.parse({
    memoryBytes: row.memoryBytes === null ? null : Number(row.memoryBytes),
    startMs: row.startMs,
    p50Ms: row.p50Ms,
    p95Ms: row.p95Ms,
    serverCount: row.serverCount,
    database: row.databaseLabel,
    measuredAt: row.measuredAt.toISOString(),
  } satisfies Record<keyof ModeFigures, unknown>);

/** What serving projects took, by mode. */
export const catalogRunFacts = (prisma: PrismaClient) => ({
  async of(projectId: string): Promise<Figures> {
    const rows = await prisma.runFact.findMany({ where: { projectId } });
    const figuresOf = (mode: Mode): ModeFigures | null => {
      const row = rows.find((candidate) => candidate.mode === mode);
      return row === undefined ? null : toFigures(row);
    };
    return { 'single-process': figuresOf('single-process'), 'multi-process': figuresOf('multi-process') };
  },

  /** Remembers what was measured now; what was not keeps the value of an earlier run. */
  async record(
    projectId: string,
    mode: Mode,
    measured: Pick<ModeFigures, 'database' | 'serverCount' | 'measuredAt'> & Partial<ModeFigures>,
  ): Promise<void> {
    const data = {
      databaseLabel: measured.database,
      serverCount: measured.serverCount,
      measuredAt: new Date(measured.measuredAt),
      ...(measured.startMs == null ? {} : { startMs: Math.round(measured.startMs) }),
      ...(measured.memoryBytes == null ? {} : { memoryBytes: measured.memoryBytes }),
      ...(measured.p50Ms == null ? {} : { p50Ms: measured.p50Ms }),
      ...(measured.p95Ms == null ? {} : { p95Ms: measured.p95Ms }),
    };
    await prisma.runFact.upsert({
      where: { projectId_mode: { projectId, mode } },
      create: { projectId, mode, ...data },
      update: data,
    });
  },
});
