import { z } from 'zod';
import { AppError, type ErrorShape, errorShapeSchema } from './errors';

/** Path of the WebSocket. */
export const doorPath = '/door';

/** The first message of a client; until it is accepted nothing else is listened to. */
export const helloSchema = z.object({
  token: z.string(),
  /** A page in a browser, which can show sites in frames only. */
  framesSites: z.boolean().default(false),
});

/** The answer to it. */
export const welcomeSchema = z.object({ ok: z.literal(true), version: z.string() });

/** What a host says to its clients, as it goes, when somebody told it to stop (`manysite quit`). */
export const stoppedReason = 'Manysite was stopped';

/** The code under which an AppError crosses the door; its shape is the error's data. */
export const doorErrorCode = 'MANYSITE';

const crossedSchema = z.object({ code: z.string(), message: z.string(), data: z.unknown() });
const validationSchema = z.object({
  issues: z.array(z.object({ message: z.string(), path: z.array(z.unknown()).optional() })),
});

const describeValidation = (data: unknown): string => {
  const parsed = validationSchema.safeParse(data);
  if (!parsed.success) return 'the input has another shape than expected';
  return parsed.data.issues.map((issue) => `${(issue.path ?? []).join('.')}: ${issue.message}`).join('; ');
};

/** What came through the door as an error, back as the AppError that the engine threw. */
export const fromDoor = (error: unknown): unknown => {
  const crossed = crossedSchema.safeParse(error);
  if (!crossed.success) return error;
  const shape = errorShapeSchema.safeParse(crossed.data.data);
  if (shape.success) return AppError.fromShape(shape.data satisfies ErrorShape);
  if (crossed.data.code === 'BAD_REQUEST') {
    return new AppError('usage-invalid', `The call was refused: ${describeValidation(crossed.data.data)}.`);
  }
  return error;
};
