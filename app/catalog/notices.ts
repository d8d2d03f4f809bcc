import type { Notice as NoticeRow, Prisma, PrismaClient } from '../../prisma/generated/catalog/client';
import { type Notice, noticeSchema } from '../contract';
import { isUuid } from './prisma-errors';

const toNotice = (row: NoticeRow): Notice =>
  noticeSchema.parse({
    id: row.id,
    at: row.at.toISOString(),
    severity: row.severity,
    title: row.title,
    details: row.details,
    about: row.about,
  } satisfies Record<keyof Notice, unknown>);

/** Notices have crossed the door or will: JSON, nothing else. */
const toJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as Prisma.InputJsonObject;

/** What happened to the engine by itself. */
export const catalogNotices = (prisma: PrismaClient) => ({
  /** Keeps a notice, or what has become of it since. */
  async keep(notice: Notice): Promise<void> {
    const data = {
      at: new Date(notice.at),
      kind: notice.about.kind,
      severity: notice.severity,
      title: notice.title,
      details: toJson(notice.details),
      about: toJson(notice.about),
    };
    await prisma.notice.upsert({
      where: { id: notice.id },
      create: { id: notice.id, ...data },
      update: data,
    });
  },

  /** Those that nobody put away, oldest first. @param limit of the newest, 1 to 1,000 */
  async shown(limit: number): Promise<Notice[]> {
    const rows = await prisma.notice.findMany({
      where: { dismissedAt: null },
      orderBy: { at: 'desc' },
      take: limit,
    });
    return rows.reverse().map(toNotice);
  },

  /** Those that no terminal was told yet, oldest first: each is returned once, however many ask. */
  async takeUntold(at: Date): Promise<Notice[]> {
    const rows = await prisma.notice.updateManyAndReturn({
      where: { toldAt: null, dismissedAt: null },
      data: { toldAt: at },
    });
    return rows.sort((a, b) => a.at.getTime() - b.at.getTime()).map(toNotice);
  },

  /** @returns whether there was such a notice that was still shown */
  async dismiss(id: string, at: Date): Promise<boolean> {
    if (!isUuid(id)) return false;
    const { count } = await prisma.notice.updateMany({
      where: { id, dismissedAt: null },
      data: { dismissedAt: at },
    });
    return count > 0;
  },

  /** When things of a kind happened, whether or not they are shown, oldest first. */
  async momentsSince(kind: Notice['about']['kind'], since: Date): Promise<Date[]> {
    const rows = await prisma.notice.findMany({
      where: { kind, at: { gte: since } },
      orderBy: { at: 'asc' },
      select: { at: true },
    });
    return rows.map(({ at }) => at);
  },
});
