import { TextInput } from '@mantine/core';
import { IconInfoCircle, IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Database, Project } from '../../../app/contract';
import { useCommand } from '../../commands/command-handlers';
import { ImportButton } from '../../commands/import-button';
import { TabTools } from '../../frame/tab-tools';
import { useEngine } from '../../store/current';
import { databasesOf } from '../../store/selectors';
import { agoText } from '../../text/age';
import { fileName, formatBytes } from '../../text/format';
import { ageStepMs, useNow } from '../../text/use-now';
import { DatabaseRow } from './database-row';
import classes from './databases.module.css';
import { DiskTotal } from './disk-total';
import { unusedLongest } from './disk-use';

const Empty = () => (
  <div className={classes.empty}>
    <strong>Drop a dump on the window</strong>
    <span>Made by pg_dump in any of its formats. You see its sites before anything is restored.</span>
    <ImportButton variant="filled" />
  </div>
);

const Hint = ({ databases }: { readonly databases: readonly Database[] }) => {
  const nowMs = useNow(ageStepMs);
  const unused = unusedLongest(databases, nowMs);
  const used = unused?.lastUsedAt ?? unused?.importedAt ?? null;
  return (
    <p className={classes.hint}>
      <IconInfoCircle size={16} stroke={1.5} />
      <span>
        A reset goes back to the moment right after the import, or to a snapshot; the dump is not read again.
        {unused !== null && used !== null && (
          <>
            {' '}
            Deleting <strong>{unused.label}</strong>, last used {agoText(used, nowMs)}, frees{' '}
            {formatBytes(unused.totalBytes)}.
          </>
        )}
      </span>
    </p>
  );
};

const isFound = (database: Database, wanted: string): boolean =>
  [database.label, database.name, fileName(database.dump.file), ...database.snapshots.map(({ name }) => name)]
    .join('\n')
    .toLowerCase()
    .includes(wanted);

export const DatabasesScreen = ({ project }: { readonly project: Project }) => {
  const databases = useEngine((state) => databasesOf(state, project.id)) ?? [];
  const [search, setSearch] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useCommand('search', () => field.current?.focus());
  if (databases.length === 0) return <Empty />;
  const found = databases.filter((database) => isFound(database, search.trim().toLowerCase()));
  return (
    <div className={classes.screen}>
      <TabTools>
        <TextInput
          ref={field}
          className={classes.search ?? ''}
          aria-label="Search databases"
          placeholder="Search databases"
          leftSection={<IconSearch size={16} stroke={1.5} />}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <ImportButton variant="filled" />
      </TabTools>
      <DiskTotal project={project} />
      <ul className={`${classes.panel} ${classes.list}`} aria-label="Databases">
        {found.map((database) => (
          <DatabaseRow
            key={database.id}
            database={database}
            project={project}
            largestBytes={Math.max(...databases.map(({ totalBytes }) => totalBytes))}
          />
        ))}
        {found.length === 0 && <li className={classes.none}>No database is called “{search}”.</li>}
      </ul>
      <Hint databases={databases} />
    </div>
  );
};
