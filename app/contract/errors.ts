import { z } from 'zod';

/** Exit codes of the command line, by meaning (docs: README, "Exit codes"). */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  conflict: 3,
  environment: 4,
  child: 5,
  bug: 70,
  cancelled: 130,
} as const;

type ExitKind = Exclude<keyof typeof exitCodes, 'done'>;

/** Every error code with the kind of exit it leads to. Codes are kebab-case and stable. */
export const errorCodes = {
  // usage: what was asked cannot be understood or names nothing
  'usage-invalid': 'usage',
  'not-a-django-project': 'usage',
  'project-not-found': 'usage',
  'project-ambiguous': 'usage',
  'project-file-invalid': 'usage',
  'setting-invalid': 'usage',
  'domain-format-invalid': 'usage',
  'database-not-found': 'usage',
  'site-not-found': 'usage',
  'alias-not-found': 'usage',
  'site-edit-invalid': 'usage',
  'snapshot-not-found': 'usage',
  'server-not-found': 'usage',
  'job-not-found': 'usage',
  'file-not-found': 'usage',
  'upload-not-found': 'usage',
  'thumbnail-not-found': 'usage',
  'thumbnail-invalid': 'usage',
  'mode-invalid': 'usage',
  // failed: it was understood, and did not work
  'dump-empty': 'failed',
  'dump-unreadable': 'failed',
  'dump-truncated': 'failed',
  'upload-truncated': 'failed',
  'upload-too-long': 'failed',
  'dump-corrupt': 'failed',
  'dump-changed': 'failed',
  'dump-format-unsupported': 'failed',
  'dump-is-mysql': 'failed',
  'dump-is-pg-dumpall': 'failed',
  'dump-runs-programs': 'failed',
  'dump-statement-failed': 'failed',
  'dump-statement-refused': 'failed',
  'dump-rows-missing': 'failed',
  'import-failed': 'failed',
  'inspection-failed': 'failed',
  'rewrite-has-problems': 'failed',
  'plan-refused': 'failed',
  'export-failed': 'failed',
  'after-import-failed': 'child',
  // conflict: something else holds the thing
  'project-exists': 'conflict',
  'database-exists': 'conflict',
  'database-active': 'conflict',
  'database-busy': 'conflict',
  'snapshot-exists': 'conflict',
  'file-exists': 'conflict',
  'nothing-to-undo': 'conflict',
  'not-running': 'conflict',
  'host-running': 'conflict',
  'host-version-differs': 'conflict',
  'port-taken': 'conflict',
  'plan-stale': 'conflict',
  'domain-conflict': 'conflict',
  'site-routed': 'conflict',
  'no-active-database': 'conflict',
  'job-not-cancellable': 'conflict',
  // environment: the machine lacks something
  'python-missing': 'environment',
  'django-missing': 'environment',
  'pg-dump-missing': 'environment',
  'platform-unsupported': 'environment',
  'disk-full': 'environment',
  'folder-unreachable': 'environment',
  'folder-missing': 'environment',
  'host-unreachable': 'environment',
  /** The call was refused before anything was done: it may be made again, to the next host. */
  'host-stopping': 'environment',
  'not-authorised': 'environment',
  'postgres-failed': 'environment',
  /** Its sessions ended in the middle of the work; it is started again by itself. */
  'postgres-lost': 'environment',
  'catalog-damaged': 'environment',
  'build-missing': 'environment',
  // child: a process that we started failed
  'command-not-found': 'child',
  'command-failed': 'child',
  'server-not-ready': 'child',
  'server-died': 'child',
  cancelled: 'cancelled',
  bug: 'bug',
} as const satisfies Record<string, ExitKind>;

export type ErrorCode = keyof typeof errorCodes;

/** What of an error crosses a process boundary, and what `--json` prints under `error`. */
export interface ErrorShape {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export const errorShapeSchema: z.ZodType<ErrorShape> = z.object({
  code: z.enum(Object.keys(errorCodes) as [ErrorCode]),
  message: z.string(),
  hint: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
});

/**
 * The one error class for everything that may go wrong without being a bug.
 *
 * @param code one of `errorCodes`; decides the exit code
 * @param message names the thing, and what was expected of it
 * @param options.hint the next step, one sentence
 * @param options.data plain values for programs; must survive JSON
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | null;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { hint?: string; data?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.hint = options.hint ?? null;
    this.data = options.data ?? {};
  }

  toShape(): ErrorShape {
    return { code: this.code, message: this.message, hint: this.hint, data: this.data };
  }

  static fromShape(shape: ErrorShape): AppError {
    return new AppError(shape.code, shape.message, {
      ...(shape.hint === null ? {} : { hint: shape.hint }),
      data: shape.data,
    });
  }
}

/** The exit code of the command line for an error code. */
export const exitCodeOf = (code: ErrorCode): number => exitCodes[errorCodes[code]];

/** Any thrown value as a shape: an AppError as it is, anything else as a bug with its stack. */
export const toErrorShape = (error: unknown): ErrorShape => {
  if (error instanceof AppError) return error.toShape();
  const cause = error instanceof Error ? error : new Error(String(error));
  return {
    code: 'bug',
    message: `Manysite met a case that it does not handle: ${cause.message}`,
    hint: 'This is a bug in Manysite. The stack below says where.',
    data: { stack: cause.stack ?? null },
  };
};
