import { ActionIcon, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCornerDownLeft } from '@tabler/icons-react';
import { useState } from 'react';
import type { Database, Explanation, Project, Server, Site } from '../../../../app/contract';
import { type Fact, Facts } from '../../../facts/facts';
import { agoText } from '../../../text/age';
import { counted } from '../../../text/counted';
import { useNow } from '../../../text/use-now';
import { hostsOf } from '../preview/address';
import { useExplanation } from './use-explanation';
import classes from './why.module.css';
import {
  answerText,
  candidateText,
  domainFacts,
  otherModeText,
  ownMode,
  pythonText,
  shownCandidates,
} from './why-text';

const minuteMs = 60_000;

interface Props {
  readonly project: Project;
  readonly database: Database;
  readonly site: Site;
  readonly server: Server | null;
}

/** What a browser would send as Host, also of a whole address. */
const hostOf = (typed: string): string =>
  typed
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/[/?#].*$/s, '');

const Part = ({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }) => (
  <>
    <h3 className={classes.title}>{title}</h3>
    <Facts layout="columns" facts={facts} />
  </>
);

const Answer = ({ explanation }: { readonly explanation: Explanation }) => {
  const { router, site } = explanation;
  const mode = ownMode(explanation);
  const { shown, more, last } = shownCandidates(mode?.candidates ?? []);
  const isAnswered = router.kind === 'site' || router.kind === 'redirect';
  return (
    <div className={classes.card}>
      <div className={classes.answer} data-answered={isAnswered}>
        {isAnswered ? (
          <IconCircleCheck size={16} stroke={1.5} />
        ) : (
          <IconAlertTriangle size={16} stroke={1.5} />
        )}
        <strong>{answerText(router, site?.name ?? 'The default site')}</strong>
        {site !== null && <span className={classes.found}>site {site.id}</span>}
      </div>
      {shown.length > 0 && (
        <ol className={classes.candidates} aria-label="Aliases in the order in which they are tried">
          {shown.map((candidate) => (
            <li key={candidate.pattern} data-found={candidate.found}>
              <span className="mono">{candidate.pattern}</span>
              <span className={classes.found}>{candidateText(candidate, site?.id ?? null)}</span>
            </li>
          ))}
        </ol>
      )}
      {more > 0 && (
        <p className={classes.more}>
          {more} more, down to <span className="mono">{last}</span>, not tried
        </p>
      )}
    </div>
  );
};

const servingFacts = (explanation: Explanation, server: Server | null, nowMs: number): readonly Fact[] => {
  const { server: served, routedToPort, database } = explanation;
  const plain = (name: string, value: string, isMono = false): Fact => ({ name, value, isMono });
  const processText = [
    ...(served?.pid == null ? [] : [`process ${served.pid}`]),
    ...(served?.port == null ? [] : [`port ${served.port}`]),
  ].join(', ');
  return [
    ...(routedToPort === null ? [] : [plain('By hand', `your server on port ${routedToPort}`)]),
    plain(
      'Server',
      served === null
        ? 'none now'
        : `${served.name}, ${served.state}${processText === '' ? '' : `, ${processText}`}`,
    ),
    plain('Database', database, true),
    ...(served?.siteId == null ? [] : [plain('SITE_ID', String(served.siteId), true)]),
    ...(server === null || server.name !== served?.name
      ? []
      : [
          plain(
            'Since',
            [
              ...(server.status.state === 'ready' ? [`ready ${agoText(server.status.since, nowMs)}`] : []),
              counted(server.traffic.requests, 'request'),
              counted(server.restarts, 'restart'),
            ].join(', '),
          ),
        ]),
  ];
};

/** Why a host is answered by the site that answers it. */
export const WhyPanel = ({ project, database, site, server }: Props) => {
  const own = hostsOf(site).local[0] ?? site.domain;
  const [asked, setAsked] = useState<string | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const host = asked ?? own;
  const nowMs = useNow(minuteMs);
  const explained = useExplanation(
    project.id,
    database.id,
    host,
    JSON.stringify([site, project.mode, project.isRunning, server?.id, server?.status.state]),
  );
  const ask = (): void => {
    const next = hostOf(typed ?? host);
    setTyped(null);
    setAsked(next === '' || next === own ? null : next);
  };
  return (
    <>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <TextInput
          label="Host"
          classNames={{ input: 'mono', label: classes.label ?? '' }}
          spellCheck={false}
          autoComplete="off"
          maxLength={300}
          value={typed ?? host}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          rightSection={
            <ActionIcon type="submit" size="xs" aria-label="Explain this host">
              <IconCornerDownLeft size={14} stroke={1.5} />
            </ActionIcon>
          }
        />
      </form>
      {explained.state === 'asking' && <p className={classes.note}>Looking who answers</p>}
      {explained.state === 'failed' && (
        <p className={classes.bad} role="alert">
          {explained.message}
        </p>
      )}
      {explained.state === 'known' && (
        <Explained explanation={explained.explanation} server={server} nowMs={nowMs} />
      )}
    </>
  );
};

const Explained = ({
  explanation,
  server,
  nowMs,
}: {
  readonly explanation: Explanation;
  readonly server: Server | null;
  readonly nowMs: number;
}) => {
  const mode = ownMode(explanation);
  const other = otherModeText(explanation);
  return (
    <div aria-live="polite">
      <Answer explanation={explanation} />
      {mode !== null && <p className={classes.note}>{pythonText(mode.python)}</p>}
      {mode?.differences.map((text) => (
        <p key={text} className={classes.differs}>
          {text}
        </p>
      ))}
      {explanation.site !== null && (
        <Part title="Where the domain comes from" facts={domainFacts(explanation.site)} />
      )}
      <Part title="What serves it" facts={servingFacts(explanation, server, nowMs)} />
      {[...(other === null ? [] : [other]), ...explanation.assumptions].map((text) => (
        <p key={text} className={classes.note}>
          {text}
        </p>
      ))}
    </div>
  );
};
