import { useEffect, useRef } from 'react';
import type { Database, Project, Server, Site } from '../../../../app/contract';
import { openInBrowser } from '../../../shell/open-in-browser';
import { shell } from '../../../shell/surroundings';
import { type Address, realAddress } from './address';
import { AddressBar } from './address-bar';
import { usePreviewChoices } from './choices';
import { LocalPane } from './local-pane';
import classes from './preview.module.css';
import { DeviceChoice, Steps, ViewChoice } from './preview-tools';
import { RealPane } from './real-pane';
import { usePreview } from './use-preview';

interface Props {
  readonly project: Project;
  readonly database: Database;
  readonly site: Site;
  readonly server: Server | null;
}

/** The site's page, live, and how it is looked at. */
export const Preview = ({ project, database, site, server }: Props) => {
  const { view, device, choose } = usePreviewChoices();
  const section = useRef<HTMLElement>(null);
  useEffect(() => shell?.onLeavePreview(() => section.current?.focus()), []);
  const preview = usePreview(project, site, server);
  const { address: local, visit, facts, condition, place } = preview;
  const address = view === 'real' ? (realAddress(site, local.path) ?? local) : local;
  const go = (next: Address): void => {
    if (next.side === 'real') choose({ view: view === 'both' ? 'both' : 'real' });
    else if (view === 'real' && next.host !== address.host) choose({ view: 'local' });
    preview.go(next);
  };
  return (
    <section ref={section} tabIndex={-1} className={classes.preview} aria-label="Preview">
      <div className={classes.bar}>
        <Steps facts={facts} onBack={preview.back} onForward={preview.forward} onReload={preview.reload} />
        <AddressBar site={site} address={address} facts={view === 'real' ? null : facts} onGo={go} />
        <DeviceChoice />
        <ViewChoice />
      </div>
      <div className={classes.sides}>
        {view !== 'real' && (
          <LocalPane
            project={project}
            database={database}
            site={site}
            server={server}
            device={device}
            preview={preview}
            isTitled={view === 'both'}
          />
        )}
        {view !== 'local' && (
          <RealPane
            database={database}
            site={site}
            path={local.path}
            device={device}
            times={place.times}
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
