import { useEffect } from 'react';
import type { Problem, Project, Site } from '../../../../app/contract';
import { AliasesPanel } from '../aliases/aliases-panel';
import { sortProblems } from '../draft/field-problems';
import type { SiteDraft } from '../draft/use-site-draft';
import type { Undo } from '../draft/use-undo';
import { FieldsPanel } from './fields-panel';
import classes from './panel.module.css';
import { PlannedChanges } from './planned-changes';
import { SaveBar } from './save-bar';

interface Props {
  readonly project: Project;
  readonly site: Site;
  readonly draft: SiteDraft;
  readonly undo: Undo;
  readonly part: 'fields' | 'aliases';
  /** Another number puts the cursor into the first field. */
  readonly focus: number;
}

const problemsOf = ({ planned }: Pick<SiteDraft, 'planned'>): readonly Problem[] =>
  planned.state === 'failed' ? [] : (planned.plan?.problems ?? []);

/** Fields or aliases of a site, with what saving would change. Both are saved together. */
export const EditPanel = ({ project, site, draft, undo, part, focus }: Props) => {
  useEffect(() => {
    if (focus > 0) document.getElementById('site-slug')?.focus();
  }, [focus]);
  const { byField, others } = sortProblems(problemsOf(draft), draft.draft);
  const ofAliases = byField.get('aliases') ?? [];
  const isKnown = (problem: Problem): boolean =>
    site.problems.some(({ code, message }) => code === problem.code && message === problem.message);
  const news = others.filter((problem) => !isKnown(problem) && problem.code !== 'extra-config');
  const elsewhere =
    part === 'aliases' ? [...byField].flatMap(([field, at]) => (field === 'aliases' ? [] : at)) : ofAliases;
  const isUndo = undo.planned.state !== 'none' && !draft.isChanged;
  return (
    <>
      <div className={classes.scroll}>
        {part === 'fields' ? (
          <FieldsPanel site={site} draft={draft} byField={byField} />
        ) : (
          <AliasesPanel site={site} draft={draft} problems={ofAliases} />
        )}
        {isUndo ? (
          <PlannedChanges
            title="What undoing changes"
            project={project}
            planned={undo.planned}
            isStale={false}
            problems={problemsOf(undo).filter((problem) => !isKnown(problem))}
          />
        ) : (
          <PlannedChanges
            title="What saving changes"
            project={project}
            planned={draft.planned}
            isStale={draft.isStale}
            problems={[...news, ...elsewhere]}
          />
        )}
      </div>
      <SaveBar draft={draft} undo={undo} />
    </>
  );
};
