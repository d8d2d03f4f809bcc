import { ActionIcon, Button, Tooltip } from '@mantine/core';
import {
  IconArrowLeft,
  IconChevronDown,
  IconChevronUp,
  IconExternalLink,
  IconRefresh,
} from '@tabler/icons-react';
import type { Project, Server, Site } from '../../../../app/contract';
import { useCommand } from '../../../commands/command-handlers';
import { Sparkline } from '../../../figures/sparkline';
import { KeyHint } from '../../../frame/key-hint';
import { Mark } from '../../../marks/mark';
import { useNavigation } from '../../../navigation/navigation';
import type { SitePanel } from '../../../navigation/place';
import { openInBrowser } from '../../../shell/open-in-browser';
import { call } from '../../../store/call';
import { useEngine } from '../../../store/current';
import { isServingChanging } from '../../../store/selectors';
import { formatBytes, formatDuration } from '../../../text/format';
import { trendOf } from '../../sites/site-entries';
import { siteStatus } from '../../sites/site-status';
import { neighboursOf } from './neighbours';
import classes from './site-header.module.css';
import { useSiteKeys } from './use-site-keys';

interface Props {
  readonly project: Project;
  readonly site: Site;
  readonly sites: readonly Site[];
  readonly server: Server | null;
  readonly panel: SitePanel;
}

const Figures = ({ site, server, project }: Pick<Props, 'site' | 'server' | 'project'>) => {
  const traffic = server?.traffic.sites.find(({ siteId }) => siteId === site.id);
  const isShared = project.mode === 'single-process';
  return (
    <>
      {traffic?.p50Ms != null && <span className={classes.figure}>p50 {formatDuration(traffic.p50Ms)}</span>}
      {server?.memoryBytes != null && (
        <span className={classes.figure}>
          {formatBytes(server.memoryBytes)}
          {isShared && ' for all sites'}
        </span>
      )}
      <span className={classes.sparkline}>
        <Sparkline valuesMs={trendOf(traffic)} width={70} />
      </span>
    </>
  );
};

/** The way to the site beside this one; off where there is none. */
const Step = ({
  label,
  keys,
  Icon,
  isOff,
  onClick,
}: {
  readonly label: string;
  readonly keys: string;
  readonly Icon: typeof IconChevronUp;
  readonly isOff: boolean;
  readonly onClick: () => void;
}) => (
  <Tooltip label={`${label} (${keys})`}>
    <ActionIcon variant="default" size="xs" aria-label={label} disabled={isOff} onClick={onClick}>
      <Icon size={15} stroke={1.5} />
    </ActionIcon>
  </Tooltip>
);

const Neighbours = ({
  project,
  site,
  sites,
  panel,
  onBack,
}: Omit<Props, 'server'> & { readonly onBack: () => void }) => {
  const go = useNavigation((navigation) => navigation.go);
  const { previous, next, position, count } = neighboursOf(
    sites.map(({ id }) => id),
    site.id,
  );
  const goToSite = (siteId: number | null) => (): void => {
    if (siteId !== null) go({ screen: 'site', project: project.id, siteId, panel });
  };
  useSiteKeys({ onBack, onPrevious: goToSite(previous), onNext: goToSite(next) });
  return (
    <div className={classes.neighbours}>
      <Step
        label="Previous site"
        keys="K"
        Icon={IconChevronUp}
        isOff={previous === null}
        onClick={goToSite(previous)}
      />
      <Step
        label="Next site"
        keys="J"
        Icon={IconChevronDown}
        isOff={next === null}
        onClick={goToSite(next)}
      />
      <span className={classes.position}>
        {position} of {count}
      </span>
    </div>
  );
};

/** Who the site is, how it is, and what can be done with it as a whole. */
export const SiteHeader = ({ project, site, sites, server, panel }: Props) => {
  const goTo = useNavigation((navigation) => navigation.goTo);
  const isBusy = useEngine((state) => isServingChanging(state, project.id)) ?? true;
  const status = siteStatus(site, server === null ? [] : [server], project.routes);
  const isFailed = status.mark === 'failed';
  const back = (): void => goTo('sites');
  const restart =
    server === null || isBusy
      ? null
      : () => void call((client) => client.servers.restart({ projectId: project.id, server: server.name }));
  const { url } = site;
  const open = url === null ? null : () => openInBrowser(url);
  useCommand('restart-server', restart);
  useCommand('open-in-browser', open);
  return (
    <header className={classes.header}>
      <Tooltip label="Back to all sites (Esc)">
        <ActionIcon aria-label="Back to all sites" onClick={back}>
          <IconArrowLeft size={16} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
      <h2 className={classes.name}>{site.name}</h2>
      <span className={classes.state} data-state={status.mark}>
        <Mark kind={status.mark} /> {status.text}
      </span>
      <Figures project={project} site={site} server={server} />
      <div className={classes.end}>
        {server !== null && (
          <Button
            size="xs"
            variant={isFailed ? 'filled' : 'default'}
            leftSection={<IconRefresh size={15} stroke={1.5} />}
            rightSection={isFailed && <KeyHint command="restart-server" />}
            disabled={restart === null}
            onClick={restart ?? undefined}
          >
            Restart
          </Button>
        )}
        {open !== null && !isFailed && (
          <Button
            size="xs"
            leftSection={<IconExternalLink size={15} stroke={1.5} />}
            rightSection={<KeyHint command="open-in-browser" />}
            onClick={open}
          >
            <span className={classes.wide}>Open in browser</span>
            <span className={classes.narrow}>Browser</span>
          </Button>
        )}
        <Neighbours project={project} site={site} sites={sites} panel={panel} onBack={back} />
      </div>
    </header>
  );
};
