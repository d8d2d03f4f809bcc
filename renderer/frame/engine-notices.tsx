import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconInfoCircle, IconPlugConnected, IconX } from '@tabler/icons-react';
import type { Notice } from '../../app/contract';
import { useNavigation } from '../navigation/navigation';
import { call } from '../store/call';
import { useEngine, useProject } from '../store/current';
import classes from './banner.module.css';
import { cutOffImport, noticeSentences } from './notice-text';

const NoticeBanner = ({ notice }: { readonly notice: Notice }) => {
  const project = useProject();
  const goTo = useNavigation((navigation) => navigation.goTo);
  const go = useNavigation((navigation) => navigation.go);
  const sentences = useEngine((state) => noticeSentences(state, notice)) ?? notice.details;
  const failedImport = useEngine((state) => cutOffImport(state, notice));
  const Icon = notice.severity === 'info' ? IconInfoCircle : IconPlugConnected;
  return (
    <div className={classes.banner} data-severity={notice.severity}>
      <Icon size={20} stroke={1.5} aria-hidden="true" className={classes.icon} />
      <div className={classes.text} role={notice.severity === 'error' ? 'alert' : undefined}>
        <strong>{notice.title}</strong>
        <span>{sentences.join(' ')}</span>
      </div>
      <div className={classes.end}>
        {project !== null && <Button onClick={() => goTo('logs')}>Show the log</Button>}
        {failedImport?.projectId != null && (
          <Button
            onClick={() => go({ screen: 'import', project: failedImport.projectId, job: failedImport.id })}
          >
            Import again
          </Button>
        )}
        <Tooltip label="Put away, everywhere">
          <ActionIcon
            aria-label={`Put away: ${notice.title}`}
            onClick={() => call((client) => client.notices.dismiss({ id: notice.id }))}
          >
            <IconX size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </div>
    </div>
  );
};

/** What happened to the engine by itself, until somebody puts it away: what ended, what was recovered, what got no answer. */
export const EngineNotices = () => {
  const notices = useEngine((state) => state.notices) ?? [];
  if (notices.length === 0) return null;
  return (
    <section className={classes.place} aria-label="What happened">
      {[...notices].reverse().map((notice) => (
        <NoticeBanner key={notice.id} notice={notice} />
      ))}
    </section>
  );
};
