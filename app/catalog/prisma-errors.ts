import { Prisma } from '../../prisma/generated/catalog/client';
import { AppError } from '../contract';

/** What Prisma calls the cases that we expect (prisma.io/docs, error reference). */
const codes = { P2002: 'not-unique', P2003: 'still-referenced', P2025: 'not-found' } as const;

/** Which expected case an error of Prisma is; null for anything else. */
export const expectedCase = (error: unknown): (typeof codes)[keyof typeof codes] | null => {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return null;
  return error.code in codes ? codes[error.code as keyof typeof codes] : null;
};

/** Ids come from clients; what is no UUID names nothing, and PostgreSQL would refuse it. */
export const isUuid = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);

/** @param cause Prisma's own error, where there is one */
export const projectNotFound = (id: string, cause?: unknown): AppError =>
  new AppError('project-not-found', `There is no project with the id ${id}.`, {
    data: { projectId: id },
    cause,
  });
