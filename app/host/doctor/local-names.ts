import { AppError } from '../../contract';
import { parseDomainFormat, renderDomain } from '../../core/format/domain-format';
import { formatCommand } from '../../core/names/command-words';
import { splitPort } from '../../core/names/host-name';
import { suggestSlug } from '../../core/names/slugs';
import { configDefaults } from '../../projects/project-config';
import { type DoctorContext, type ExaminedProject, fix } from './check';

/** Where a project has no site yet, this one stands for all. */
const exampleSlug = 'portal';

const rendered = (format: string, slugs: readonly string[]): string[] => {
  const parsed = parseDomainFormat(format);
  return slugs.flatMap((slug) => {
    const result = renderDomain(parsed, slug);
    return result.kind === 'domain' ? [splitPort(result.domain).name] : [];
  });
};

const slugsOf = ({ sites, config }: ExaminedProject): string[] => {
  const slugs = sites.filter(({ isEnabled }) => isEnabled).map(({ slug }) => slug);
  const configured = config instanceof AppError ? [] : Object.keys(config.sites);
  const given = (slugs.length > 0 ? slugs : configured).filter((slug) => slug !== '');
  return given.length > 0 ? given : [exampleSlug];
};

/** The local domains of a project, without port; those of an example where there is no project or no site. */
export const localNamesOf = ({ project }: DoctorContext): { format: string; names: string[] } => {
  const config = project?.config;
  if (project === null || config === undefined || config instanceof AppError) {
    return {
      format: configDefaults.domainFormat,
      names: rendered(configDefaults.domainFormat, [exampleSlug]),
    };
  }
  const format = config.domainFormat;
  const isRewritten = config.rewriteDomains && !config.useRealDomain;
  const names = isRewritten
    ? rendered(format, slugsOf(project))
    : project.sites.filter(({ isEnabled }) => isEnabled).map(({ domain }) => splitPort(domain).name);
  return { format, names: [...new Set(names.filter((name) => name !== ''))] };
};

/** A format that browsers resolve themselves, and that no other project of this host has. */
const localhostFormat = ({ engine, project }: DoctorContext): string => {
  const own = project?.record.id;
  const others = engine instanceof AppError ? [] : engine.store.state.projects.filter(({ id }) => id !== own);
  const isTaken = others.some(({ domainFormat }) => domainFormat === '{}.localhost');
  return isTaken && project !== null
    ? `{}.${suggestSlug(project.record.name, new Set())}.localhost`
    : '{}.localhost';
};

/** How a project gets local domains that need no resolver. */
export const localhostFix = (context: DoctorContext, isSuggested: boolean) => {
  const { project } = context;
  const format = localhostFormat(context);
  return fix(
    `Use ${format}`,
    'Browsers resolve it themselves, also offline, and treat it as a secure context.',
    {
      command: project === null ? null : formatCommand(format, project.record),
      place: { kind: 'rewrite', domainFormat: format },
      isSuggested,
    },
  );
};
