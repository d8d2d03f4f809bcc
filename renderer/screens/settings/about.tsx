import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { HostInfo, State } from '../../../app/contract';
import { useEngine } from '../../store/current';
import { formatBytes } from '../../text/format';
import classes from './settings-screen.module.css';

interface Fact {
  readonly name: string;
  readonly value: string;
  readonly isPath: boolean;
}

const separatorOf = (folder: string): string => (folder.includes('\\') ? '\\' : '/');

/** Where everything lies, and which versions run. */
export const factsOf = ({
  host,
  settings,
  disk,
}: Pick<State, 'host' | 'settings' | 'disk'>): readonly Fact[] => {
  if (host === null) return [];
  const { dataFolder, version, postgres, pid, memoryBytes }: HostInfo = host;
  const file =
    settings.find(({ origin, detail }) => origin === 'settings.json' && detail !== null)?.detail ?? null;
  return [
    { name: 'Manysite', value: version, isPath: false },
    {
      name: 'PostgreSQL',
      value: postgres === null ? 'not started' : `${postgres.version}, port ${postgres.port}`,
      isPath: false,
    },
    { name: 'Host', value: `process ${pid}, ${formatBytes(memoryBytes)}`, isPath: false },
    { name: 'Data', value: dataFolder, isPath: true },
    ...(disk === null ? [] : [{ name: 'Databases', value: disk.folder, isPath: true }]),
    { name: 'Logs', value: `${dataFolder}${separatorOf(dataFolder)}logs`, isPath: true },
    ...(file === null ? [] : [{ name: 'Settings', value: file, isPath: true }]),
  ];
};

/** Versions and folders, to be copied. */
export const About = () => {
  const known = useEngine(({ host, settings, disk }) => ({ host, settings, disk }));
  const facts = known === null ? [] : factsOf(known);
  return (
    <section aria-label="Folders and versions">
      <h2>Folders and versions</h2>
      <dl className={classes.facts}>
        {facts.map(({ name, value, isPath }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <span className={isPath ? 'mono' : undefined}>{value}</span>
              {isPath && (
                <CopyButton value={value}>
                  {({ copied, copy }) => (
                    <Tooltip label={copied ? 'Copied' : 'Copy'}>
                      <ActionIcon size="xs" aria-label={`Copy the path of ${name}`} onClick={copy}>
                        {copied ? <IconCheck size={14} stroke={1.5} /> : <IconCopy size={14} stroke={1.5} />}
                      </ActionIcon>
                    </Tooltip>
                  )}
                </CopyButton>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
};
