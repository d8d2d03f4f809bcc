import { useRef, useState } from 'react';
import type { Database, Project, Server, Site } from '../../../../app/contract';
import { openInBrowser } from '../../../shell/open-in-browser';
import { shell } from '../../../shell/surroundings';
import { type Address, addressOf, ownAddress, realAddress, urlOf } from './address';
import { AddressBar } from './address-bar';
import { usePreviewChoices } from './choices';
import { conditionOf } from './condition';
import { LocalPane } from './local-pane';
import { beforeLoad, type PageControls, type PageFacts, type Visit } from './page';
import classes from './preview.module.css';
import { DeviceChoice, Steps, ViewChoice } from './preview-tools';
import { RealPane } from './real-pane';

interface Props {
  readonly project: Project;
  readonly database: Database;
  readonly site: Site;
  readonly server: Server | null;
}

/** Where the preview is. */
interface Whereabouts {
  /** Null: the site's own domain, wherever that goes. */
  readonly host: string | null;
  readonly path: string;
  /** How often it was sent somewhere. */
  readonly times: number;
}

const addressAt = (site: Site, { host, path }: Whereabouts): Address =>
  host === null ? ownAddress(site, path) : { side: 'local', host, path };

/** The site's page, live, and how it is looked at. */
export const Preview = ({ project, database, site, server }: Props) => {
  const { view, device, choose } = usePreviewChoices();
  const [at, setAt] = useState<Whereabouts>({ host: null, path: '/', times: 0 });
  const [told, setTold] = useState<{ readonly key: string; readonly facts: PageFacts } | null>(null);
  const controls = useRef<PageControls>(null);
  const condition = conditionOf(site, server, project.routes);
  const local = addressAt(site, at);
  // The path is not in the key: a page that went elsewhere by itself stays. What answers is: it is loaded again then, where it was.
  const key = `${at.times} ${local.host} ${condition.kind === 'live' ? condition.key : ''}`;
  const visit = { url: urlOf(local), key };
  const facts = told?.key === key ? told.facts : beforeLoad(visit.url);
  const address = view === 'real' ? (realAddress(site, at.path) ?? local) : local;
  const go = (next: Address): void => {
    if (next.side === 'real') choose({ view: view === 'both' ? 'both' : 'real' });
    else if (view === 'real' && next.host !== address.host) choose({ view: 'local' });
    const isOwn = next.side === 'real' || next.host === ownAddress(site).host;
    setAt(({ times }) => ({ host: isOwn ? null : next.host, path: next.path, times: times + 1 }));
  };
  const take = (of: Visit, next: PageFacts): void => {
    setTold({ key: of.key, facts: next });
    const now = addressOf(next.url, site);
    if (now?.side === 'local') setAt((before) => ({ ...before, path: now.path }));
  };
  return (
    <section className={classes.preview} aria-label="Preview">
      <div className={classes.bar}>
        <Steps
          facts={facts}
          controls={shell === null || view === 'real' ? null : controls}
          onReload={() => setAt((before) => ({ ...before, times: before.times + 1 }))}
        />
        <AddressBar site={site} address={address} facts={facts} onGo={go} />
        <DeviceChoice />
        <ViewChoice />
      </div>
      <div className={classes.sides} data-view={view}>
        {view !== 'real' && (
          <LocalPane
            project={project}
            database={database}
            site={site}
            server={server}
            condition={condition}
            device={device}
            visit={visit}
            facts={facts}
            controls={controls}
            isTitled={view === 'both'}
            onFacts={take}
          />
        )}
        {view !== 'local' && (
          <RealPane
            database={database}
            site={site}
            path={at.path}
            device={device}
            times={at.times}
            isTitled={view === 'both'}
          />
        )}
      </div>
      {shell === null && condition.kind === 'live' && view !== 'real' && (
        <p className={classes.hint}>
          Logins do not work in a preview in the browser.{' '}
          <button type="button" onClick={() => openInBrowser(visit.url)}>
            Open in a tab
          </button>
        </p>
      )}
    </section>
  );
};
