/** Between the name that a project gives itself and what tells it from others of the same name. */
const separator = '@';

const lastPart = (path: string): string => path.split(/[\\/]/).findLast((part) => part !== '') ?? '';

const parentOf = (path: string): string => path.replace(/[\\/][^\\/]*[\\/]*$/, '');

/**
 * What a project is called that has the same name as others, e.g. a second worktree of one repository: the name and a mark that stays
 * as it is, `shop@feature-x`. The mark is the worktree's folder, which does not change with a checkout; else its branch; else the folder
 * above; else a number.
 *
 * @param name that the project gives itself
 * @param folder absolute path of the project, or of the worktree that it lies in
 * @param branch that is checked out there; null: none
 * @param taken names of the other projects
 */
export const distinctProjectName = (input: {
  readonly name: string;
  readonly folder: string;
  readonly branch: string | null;
  readonly taken: ReadonlySet<string>;
}): string => {
  const { name, folder, branch, taken } = input;
  if (!taken.has(name)) return name;
  const marks = [lastPart(folder), branch ?? '', lastPart(parentOf(folder))];
  const free = marks
    .filter((mark) => mark !== '' && mark !== name)
    .map((mark) => `${name}${separator}${mark}`)
    .find((candidate) => !taken.has(candidate));
  if (free !== undefined) return free;
  for (let number = 2; ; number += 1) {
    const candidate = `${name}${separator}${number}`;
    if (!taken.has(candidate)) return candidate;
  }
};

/**
 * The name that is shown: what the project calls itself now, with the mark that it got when it was added.
 *
 * @param remembered the name from when it was added
 * @param own what its files say now
 */
export const shownProjectName = (remembered: string, own: string): string => {
  const at = remembered.indexOf(separator, 1);
  return at === -1 || own.includes(separator) ? own : `${own}${remembered.slice(at)}`;
};
