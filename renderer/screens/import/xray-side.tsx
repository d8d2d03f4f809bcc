import type { InspectedDump, Project } from '../../../app/contract';
import { counted } from '../../text/counted';
import { formatBytes } from '../../text/format';
import { largestTables } from './facts';
import classes from './import.module.css';
import { type KnownLook, useLook } from './look';
import { XrayMigrations } from './xray-migrations';
import { Line, Section } from './xray-section';
import side from './xray-side.module.css';

const DumpProblems = ({ dump }: { readonly dump: InspectedDump }) =>
  dump.problems.length === 0 ? null : (
    <Section title="Problems of the dump">
      <ul className={side.lines}>
        {dump.problems.map(({ code, message }) => (
          <Line key={`${code} ${message}`} kind="warning">
            {message}
          </Line>
        ))}
      </ul>
    </Section>
  );

const ExtensionsAndRoles = ({ dump }: { readonly dump: InspectedDump }) => {
  const { extensions, roles } = dump;
  const included = extensions.filter(({ isAvailable }) => isAvailable);
  const missing = extensions.filter(({ isAvailable }) => !isAvailable);
  if (extensions.length === 0 && roles.length === 0) return null;
  return (
    <Section title="Extensions and roles">
      <ul className={side.lines}>
        {included.length > 0 && (
          <Line kind="fine" note="included">
            {included.map(({ name }) => name).join(', ')}
          </Line>
        )}
        {missing.map(({ name }) => (
          <Line key={name} kind="warning" note="not here">
            {name}
          </Line>
        ))}
        {roles.length > 0 && (
          <Line kind="plain" note="not needed">
            {roles.length === 1 ? 'Role' : 'Roles'} {roles.join(', ')}
          </Line>
        )}
      </ul>
    </Section>
  );
};

const LargestTables = ({ dump }: { readonly dump: InspectedDump }) => {
  const tables = largestTables(dump.tables, 6);
  const largest = tables[0]?.sizeBytes ?? 1;
  if (tables.length === 0) return null;
  return (
    <Section title="Largest tables" note={dump.format === 'plain' ? 'raw size' : 'size in the dump'}>
      <ul className={side.bars}>
        {tables.map(({ schema, name, sizeBytes, rows }) => (
          <li key={`${schema}.${name}`} title={rows === null ? undefined : counted(rows, 'row')}>
            <span className="mono">{schema === 'public' ? name : `${schema}.${name}`}</span>
            <span className={side.track}>
              <span className={side.fill} style={{ width: `${((sizeBytes ?? 0) / largest) * 100}%` }} />
            </span>
            <span className={side.size}>{formatBytes(sizeBytes)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
};

interface Props {
  readonly look: KnownLook;
  readonly project: Project | null;
  readonly databaseCount: number;
}

const WhatIsWritten = ({ look, project, databaseCount }: Props) => {
  const { label, slugs, domainFormat } = useLook((store) => store.choices);
  const { sites } = look.planned;
  const changed = sites.filter(
    ({ localDomain, domain }) => localDomain !== null && localDomain !== domain,
  ).length;
  const left = sites.filter(({ localDomain }) => localDomain === null).length;
  const slugCount = Object.keys(slugs).length;
  return (
    <Section title="What the import makes">
      <ul className={side.lines}>
        <Line kind="plain" note={databaseCount === 0 ? 'the first' : `beside ${databaseCount}`}>
          Database {label.trim() || '–'}
        </Line>
        <Line kind="plain">
          {counted(changed, 'domain')} {changed === 1 ? 'becomes' : 'become'} local
        </Line>
        {slugCount > 0 && <Line kind="plain">{counted(slugCount, 'slug')} set as chosen</Line>}
        {left > 0 && (
          <Line kind="warning">
            {counted(left, 'site')} left as {left === 1 ? 'it is' : 'they are'}
          </Line>
        )}
        {domainFormat !== null && project !== null && (
          <Line kind="warning" note="project">
            Domain format <span className="mono">{domainFormat}</span>
          </Line>
        )}
      </ul>
      <p className={classes.hint}>The file itself stays as it is. Nothing of it can run a program.</p>
    </Section>
  );
};

/** What else is in a dump. */
export const XraySide = (props: Props) => (
  <aside className={side.side} aria-label="More about the dump">
    <DumpProblems dump={props.look.found} />
    <XrayMigrations dump={props.look.found} project={props.project} />
    <WhatIsWritten {...props} />
    <ExtensionsAndRoles dump={props.look.found} />
    <LargestTables dump={props.look.found} />
  </aside>
);
