import type { AppMigrations, CodeMigrations } from '../../../app/contract';
import { counted } from '../../text/counted';

export interface MigrationLine {
  readonly kind: 'newer' | 'unknown' | 'equal';
  readonly text: string;
  readonly note: string;
}

type Migration = NonNullable<CodeMigrations['migrations']>[number];

/** `0042_add_price` → `0042`; names without a number stay as they are. */
const shortName = (name: string): string => /^\d{4}/.exec(name)?.[0] ?? name;

const lastOf = (names: readonly string[]): string => shortName([...names].sort().at(-1) ?? '–');

/** A squashed migration counts as run where all that it replaces were. */
const isRun = ({ app, name, replaces }: Migration, run: ReadonlySet<string>): boolean =>
  run.has(`${app}.${name}`) ||
  (replaces.length > 0 && replaces.every(([of, one]) => run.has(`${of}.${one}`)));

const newerLine = (app: string, missing: readonly Migration[], has: readonly string[]): MigrationLine => ({
  kind: 'newer',
  text:
    has.length === 0
      ? `${app} is new`
      : `${app} ${lastOf(has)}, code has ${lastOf(missing.map(({ name }) => name))}`,
  note: `${missing.length} to apply`,
});

const unknownLine = (app: string, unknown: readonly string[], isApp: boolean): MigrationLine =>
  isApp
    ? {
        kind: 'unknown',
        text: `${app} ${unknown.map(shortName).slice(0, 3).join(', ')} ${unknown.length === 1 ? 'is' : 'are'} not in the code`,
        note: 'other branch?',
      }
    : { kind: 'unknown', text: `${app} is not in the code`, note: counted(unknown.length, 'migration') };

/** How the migrations that a dump has differ from those of the code, app by app; those that are equal are counted in the last line. */
export const migrationLines = (
  dump: readonly AppMigrations[],
  code: readonly Migration[],
): readonly MigrationLine[] => {
  const run = new Set(dump.flatMap(({ app, names }) => names.map((name) => `${app}.${name}`)));
  const known = new Set(
    code.flatMap(({ app, name, replaces }) => [
      `${app}.${name}`,
      ...replaces.map(([of, one]) => `${of}.${one}`),
    ]),
  );
  const apps = [...new Set([...dump.map(({ app }) => app), ...code.map(({ app }) => app)])].sort();
  const lines = apps.map((app): readonly MigrationLine[] => {
    const has = dump.find((one) => one.app === app)?.names ?? [];
    const ofCode = code.filter((one) => one.app === app);
    const missing = ofCode.filter((one) => !isRun(one, run));
    // Of a squashed migration and those that it replaces only one is applied.
    const replaced = new Set(missing.flatMap(({ replaces }) => replaces.map(([of, one]) => `${of}.${one}`)));
    const toApply = missing.filter(({ name }) => !replaced.has(`${app}.${name}`));
    const unknown = has.filter((name) => !known.has(`${app}.${name}`));
    return [
      ...(toApply.length > 0 ? [newerLine(app, toApply, has)] : []),
      ...(unknown.length > 0 ? [unknownLine(app, unknown, ofCode.length > 0)] : []),
    ];
  });
  const equal = lines.filter((own) => own.length === 0).length;
  const differing = lines.flat();
  return [
    ...differing,
    ...(equal === 0
      ? []
      : [
          {
            kind: 'equal' as const,
            text: `${counted(equal, differing.length === 0 ? 'app' : 'other app')}`,
            note: 'equal',
          },
        ]),
  ];
};
