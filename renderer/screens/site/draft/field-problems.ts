import type { Problem } from '../../../../app/contract';
import type { Draft } from './draft';

export type Field = NonNullable<Problem['field']>;

/** The field that a problem is shown at; null: none of them alone. */
const fieldOf = (problem: Problem, draft: Draft): Field | null => {
  if (problem.field !== undefined) return problem.field;
  if (problem.severity === 'warning') return null;
  // What is wrong with a domain is wrong with what it is made of.
  if (draft.slug !== null) return 'slug';
  if (draft.realDomain !== null) return 'realDomain';
  return draft.aliases.length > 0 ? 'aliases' : null;
};

export interface SortedProblems {
  readonly byField: ReadonlyMap<Field, readonly Problem[]>;
  readonly others: readonly Problem[];
}

/** The problems of an edited site by the field at which they can be solved. */
export const sortProblems = (problems: readonly Problem[], draft: Draft): SortedProblems => {
  const byField = new Map<Field, Problem[]>();
  const others: Problem[] = [];
  for (const problem of problems) {
    const field = fieldOf(problem, draft);
    if (field === null) others.push(problem);
    else byField.set(field, [...(byField.get(field) ?? []), problem]);
  }
  return { byField, others };
};
