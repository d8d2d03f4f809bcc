import { AppError, type Check, type DoctorReport } from '../../contract';
import type { CheckDefinition, DoctorContext, Finding } from './check';
import { checks } from './checks';

/** Longest time that one check may take. */
const checkLimitMs = 2_000;

const late = (limitMs: number): Finding => ({
  state: 'warning',
  message: `This could not be checked within ${limitMs / 1000} s.`,
});

const broken = (error: unknown): Finding => {
  if (error instanceof AppError) {
    const hint = error.hint === null ? [] : [error.hint];
    return { state: 'failed', message: [error.message, ...hint].join(' ') };
  }
  return { state: 'warning', message: `This could not be checked: ${String(error)}` };
};

const runCheck = async (
  { run, ...check }: CheckDefinition,
  context: DoctorContext,
  limitMs: number,
): Promise<Check | null> => {
  const timeout = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Finding>((resolve) => {
    timer = setTimeout(() => resolve(late(limitMs)), limitMs);
  });
  try {
    const work = run(context, timeout.signal).catch(broken);
    const finding = await Promise.race([work, tooLate]);
    return finding === null ? null : { ...check, ...finding, fixes: [...(finding.fixes ?? [])] };
  } finally {
    clearTimeout(timer);
    timeout.abort();
  }
};

/**
 * Makes all checks at once. None of them changes the machine, none takes longer than the limit, and one that fails or is late is a
 * row like any other.
 *
 * @param options.definitions the checks; all there are by default
 * @param options.limitMs of each check, in milliseconds
 */
export const runDoctor = async (
  context: DoctorContext,
  options: { readonly definitions?: readonly CheckDefinition[]; readonly limitMs?: number } = {},
): Promise<DoctorReport> => {
  const startedMs = performance.now();
  const rows = await Promise.all(
    (options.definitions ?? checks).map((check) => runCheck(check, context, options.limitMs ?? checkLimitMs)),
  );
  return {
    checks: rows.filter((row) => row !== null),
    projectId: context.project?.record.id ?? null,
    checkedAt: context.now.toISOString(),
    durationMs: Math.round(performance.now() - startedMs),
  };
};
