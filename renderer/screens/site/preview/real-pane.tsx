import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useState } from 'react';
import type { Database, Site } from '../../../../app/contract';
import { openInBrowser } from '../../../shell/open-in-browser';
import { shell } from '../../../shell/surroundings';
import { formatDuration } from '../../../text/format';
import { realAddress, urlOf } from './address';
import type { Device } from './fit-page';
import { beforeLoad, type PageFacts } from './page';
import { Pane } from './pane';
import classes from './preview.module.css';
import { SitePage } from './site-page';

interface Props {
  readonly database: Database;
  readonly site: Site;
  readonly path: string;
  readonly device: Device;
  /** Another one loads the page again. */
  readonly times: number;
  readonly isTitled: boolean;
}

const OpenTab = ({ url, host }: { readonly url: string; readonly host: string }) => (
  <Button leftSection={<IconExternalLink size={15} stroke={1.5} />} onClick={() => openInBrowser(url)}>
    Open {host} in {shell === null ? 'a tab' : 'the browser'}
  </Button>
);

/** The same page of the live site. */
export const RealPane = ({ database, site, path, device, times, isTitled }: Props) => {
  const [told, setTold] = useState<{ key: string; facts: PageFacts } | null>(null);
  const address = realAddress(site, path);
  if (address === null) {
    return (
      <div className={classes.notice}>
        <h3>{site.name} has no real domain</h3>
        <p>Give it one under “Real domain” to see both beside each other.</p>
      </div>
    );
  }
  const url = urlOf(address);
  const visit = { url, key: `${times} ${url}` };
  const facts = told?.key === visit.key ? told.facts : beforeLoad(url);
  return (
    <section className={classes.side} aria-label={`Real, ${address.host}`}>
      {isTitled && (
        <div className={classes.sideHead}>
          <strong>Real</strong> {address.host}
          <span className={classes.sideFigure}>
            {facts.durationMs !== null && formatDuration(facts.durationMs)}
          </span>
        </div>
      )}
      {shell === null ? (
        <div className={classes.notice}>
          <h3>{address.host} is seen in a tab of its own</h3>
          <p>Live sites mostly refuse to be shown inside another page.</p>
          <OpenTab url={url} host={address.host} />
        </div>
      ) : (
        <Pane
          device={device}
          over={
            facts.failure !== null ? (
              <div className={classes.notice}>
                <h3>{address.host} does not answer</h3>
                <p>This machine may be offline. {facts.failure}</p>
                <OpenTab url={url} host={address.host} />
              </div>
            ) : (
              !facts.isPainted && <div className={classes.waiting}>Loading {address.host}</div>
            )
          }
        >
          <SitePage
            visit={visit}
            title={`${site.name} on ${address.host}`}
            databaseId={database.id}
            controls={null}
            onFacts={(of, next) => setTold({ key: of.key, facts: next })}
            onWent={() => undefined}
          />
        </Pane>
      )}
    </section>
  );
};
