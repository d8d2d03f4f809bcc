import { type Check, checkGroups, type DoctorReport } from '../../../app/contract';

/** A row that asks for something. */
export const isOpen = ({ state }: Check): boolean => state === 'failed' || state === 'warning';

/** Rows that ask for something, what hurts now first. */
export const problemsOf = ({ checks }: DoctorReport): readonly Check[] => [
  ...checks.filter(({ state }) => state === 'failed'),
  ...checks.filter(({ state }) => state === 'warning'),
];

/** The other rows by group; groups without any are left out. */
export const groupsOf = ({
  checks,
}: DoctorReport): readonly { readonly group: Check['group']; readonly checks: readonly Check[] }[] =>
  checkGroups
    .map((group) => ({ group, checks: checks.filter((check) => check.group === group && !isOpen(check)) }))
    .filter(({ checks: rows }) => rows.length > 0);

/** What the report comes to, in a few words. */
export const sumText = (report: DoctorReport): string => {
  const open = problemsOf(report).length;
  const fine = report.checks.length - open;
  if (open === 0) return 'All fine';
  return `${open} ${open === 1 ? 'thing' : 'things'} to fix, ${fine} fine`;
};

const longestTitle = 100;

/** A problem's first sentence as its title and the rest below; where it is one only, the row's title is above it. */
export const problemText = ({
  title,
  message,
}: Pick<Check, 'title' | 'message'>): { readonly title: string; readonly text: string } => {
  const [, first, rest] = /^(.*?\S)(?<!e\.g|i\.e)\. (?=\S)(.+)$/s.exec(message) ?? [];
  if (first === undefined || rest === undefined || first.length > longestTitle)
    return { title, text: message };
  return { title: first, text: rest };
};

/** The report as text, for somebody who helps. */
export const reportText = ({ checks, checkedAt }: DoctorReport): string =>
  [
    `Manysite doctor, ${checkedAt}`,
    ...checks.map(({ group, title, state, message }) => `${state.padEnd(8)}${group}: ${title}: ${message}`),
  ].join('\n');

/** `40 s ago`, then minutes. */
export const checkedText = (checkedAt: string, nowMs: number): string => {
  const seconds = Math.max(0, Math.floor((nowMs - Date.parse(checkedAt)) / 1_000));
  if (seconds < 2) return 'just now';
  return seconds < 120 ? `${seconds} s ago` : `${Math.floor(seconds / 60)} min ago`;
};
