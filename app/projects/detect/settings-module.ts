/** The settings module that manage.py names, and where. */
export interface SettingsModule {
  readonly module: string;
  readonly line: number;
}

const dotted = /(['"])([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\1/g;

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** Blanks comments out, keeping every offset. A `#` inside a string of manage.py is not met in practice. */
const withoutComments = (text: string): string =>
  text.replace(
    /^([^'"\n#]*)(#.*)$/gm,
    (_, code: string, comment: string) => code + ' '.repeat(comment.length),
  );

/** From the opening bracket's next character to its closing bracket. */
const argumentsAt = (text: string, start: number): string => {
  let depth = 1;
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    if (depth === 0) return text.slice(start, index);
  }
  return text.slice(start);
};

const lastModule = (expression: string): string | null => {
  const modules = [...expression.matchAll(dotted)].map((match) => match[2] ?? '');
  return modules.at(-1) ?? null;
};

/**
 * Reads which settings manage.py falls back to: `os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')` as
 * `django-admin startproject` writes it, the same around another default (`config('X', default='shop.settings')`), or an
 * assignment. The first that is not commented out wins, as setdefault does.
 *
 * @returns null where manage.py names none; then only the environment can
 */
export const readSettingsModule = (managePyText: string): SettingsModule | null => {
  const text = withoutComments(managePyText);
  const setDefault = /setdefault\(\s*(['"])DJANGO_SETTINGS_MODULE\1\s*,/.exec(text);
  if (setDefault !== null) {
    const module = lastModule(argumentsAt(text, setDefault.index + setDefault[0].length));
    if (module !== null) return { module, line: lineOf(text, setDefault.index) };
  }
  const assignment = /environ\[\s*(['"])DJANGO_SETTINGS_MODULE\1\s*\]\s*=\s*(.*)/.exec(text);
  if (assignment !== null) {
    const module = lastModule(assignment[2] ?? '');
    if (module !== null) return { module, line: lineOf(text, assignment.index) };
  }
  return null;
};
