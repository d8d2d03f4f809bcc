import { Button, Checkbox, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useState } from 'react';
import type { Project } from '../../../app/contract';
import { KeyCap } from '../../frame/key-hint';
import { useNavigation } from '../../navigation/navigation';
import { labelOfKeys } from '../../shell/surroundings';
import { useEngine } from '../../store/current';
import { databasesOf } from '../../store/selectors';
import { useStore } from '../../store/store';
import { formatBytes, formatSeconds } from '../../text/format';
import { importBlock, importEstimateMs } from './facts';
import classes from './import.module.css';
import { type KnownLook, useLook } from './look';
import { beginImport, choose, putAway } from './look-into';
import { ScreenHead } from './screen-head';
import { siteRows } from './site-rows';
import { XrayFacts } from './xray-facts';
import { XraySide } from './xray-side';
import { XraySites } from './xray-sites';

interface Props {
  readonly look: KnownLook;
  readonly project: Project | null;
}

/** What is in a dump, and what its import would make of it. Nothing is written here. */
export const Xray = ({ look, project }: Props) => {
  const go = useNavigation((navigation) => navigation.go);
  const choices = useLook((store) => store.choices);
  const isConnected = useStore((store) => store.link === 'open');
  const databases = useEngine((state) => (project === null ? [] : databasesOf(state, project.id))) ?? [];
  const jobs = useEngine((state) => state.jobs) ?? [];
  const freeBytes = useEngine((state) => state.disk?.freeBytes ?? null);
  const rows = siteRows(look.found.sites, look.planned.sites, choices.slugs);
  const [isStarting, setStarting] = useState(false);
  const block = importBlock({
    hasProject: project !== null,
    isConnected,
    label: choices.label,
    dump: look.planned,
    freeBytes,
    sizeText: formatBytes,
    hasPlanError: look.planError !== null,
  });
  const estimateMs = importEstimateMs(look.found, databases, jobs);
  const start = async (): Promise<void> => {
    if (project === null || block !== null || isStarting) return;
    setStarting(true);
    const job = await beginImport(project.id);
    setStarting(false);
    if (job !== null) go({ screen: 'import', project: project.id, job });
  };
  useHotkeys([['mod+Enter', () => void start()]], []);
  return (
    <section className={classes.screen} aria-label={`Dump ${look.name}`}>
      <ScreenHead
        title={look.name}
        note={`Nothing is restored yet. Read in ${formatSeconds(look.readMs)}.`}
        back="Put the dump away"
        onBack={putAway}
      >
        {project !== null && (
          <>
            <div className={classes.field}>
              <span>Name</span>
              <TextInput
                className={classes.nameField}
                aria-label="Name of the database"
                value={choices.label}
                onChange={({ currentTarget }) => choose({ label: currentTarget.value })}
              />
            </div>
            {databases.length > 0 && (
              <Checkbox
                size="xs"
                label="Switch to it when done"
                checked={choices.switches}
                onChange={({ currentTarget }) => choose({ switches: currentTarget.checked })}
              />
            )}
          </>
        )}
        <Button onClick={putAway}>Cancel</Button>
        {project === null ? (
          <Button variant="filled" onClick={() => go({ screen: 'open-project', project: null })}>
            Open a project first
          </Button>
        ) : (
          <Button
            variant="filled"
            disabled={block !== null}
            loading={isStarting}
            rightSection={<KeyCap>{labelOfKeys('mod+Enter')}</KeyCap>}
            onClick={() => void start()}
          >
            {estimateMs === null ? 'Import' : `Import, about ${formatSeconds(estimateMs)}`}
          </Button>
        )}
      </ScreenHead>
      {block !== null && (
        <p role="status" className={classes.block}>
          {block}
        </p>
      )}
      <XrayFacts look={look} rows={rows} freeBytes={freeBytes} />
      <div className={classes.columns}>
        <XraySites look={look} rows={rows} project={project} />
        <XraySide look={look} project={project} databaseCount={databases.length} />
      </div>
    </section>
  );
};
