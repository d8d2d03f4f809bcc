import { type RefObject, useRef, useState } from 'react';
import type { Project, Server, Site } from '../../../../app/contract';
import { shell } from '../../../shell/surroundings';
import { useEngine } from '../../../store/current';
import { isServingChanging } from '../../../store/selectors';
import { type Address, urlOf } from './address';
import { type Condition, conditionOf } from './condition';
import { afterLoad, type FrameLoads, noLoads, pageOfFrame } from './framed-page';
import { beforeLoad, type PageControls, type PageFacts, type Visit } from './page';
import { addressAt, type PreviewPlace, reloaded, sentBy, sentTo, startPlace, wentTo } from './preview-place';
import { pathAt, stepped } from './trail';
import { useSteady } from './use-steady';

interface Told {
  readonly key: string;
  readonly facts: PageFacts;
  readonly loads: FrameLoads;
}

/** A preview as it is now, and what can be done with it. */
export interface PreviewState {
  readonly condition: Condition;
  readonly address: Address;
  readonly place: PreviewPlace;
  readonly visit: Visit;
  readonly facts: PageFacts;
  readonly controls: RefObject<PageControls | null>;
  onFacts(visit: Visit, facts: PageFacts): void;
  onWent(url: string): void;
  go(address: Address): void;
  reload(): void;
  back(): void;
  forward(): void;
}

const pageSeenOf = (server: Server | null, siteId: number) =>
  server?.traffic.sites.find((one) => one.siteId === siteId)?.lastPage ?? null;

/** Where the preview of a site is, and what is known of the page that it shows. */
export const usePreview = (project: Project, now: Site, server: Server | null): PreviewState => {
  const isBusy = useEngine((state) => isServingChanging(state, project.id)) ?? true;
  const site = { ...now, url: useSteady(now.url, isBusy) };
  const isMoving = site.url !== now.url;
  const [place, setPlace] = useState(startPlace);
  const [told, setTold] = useState<Told | null>(null);
  const controls = useRef<PageControls>(null);
  const condition = conditionOf(site, server, project.routes);
  const address = addressAt(site, place);
  const live = condition.kind === 'live' ? condition.key : '';
  const [shownLive, setShownLive] = useState(live);
  // While the site moves to another domain, its new server does not know the old one any more: both change at once.
  if (!isMoving && shownLive !== live) setShownLive(live);
  // The path is not in the key: a page that went elsewhere by itself stays. What answers is: it is loaded again then, where it was.
  const key = `${place.times} ${address.host} ${isMoving ? shownLive : live}`;
  const visit = { url: urlOf(address), key };
  const known = told?.key === key ? told : { key, facts: beforeLoad(visit.url), loads: noLoads };

  const seen = pageSeenOf(server, site.id);
  const framed = shell === null ? pageOfFrame(known.loads, seen) : null;
  if (framed !== null) {
    const next = wentTo(place, site, urlOf({ ...address, path: framed.path }));
    if (next !== place) setPlace(next);
  }
  const isOfSeen = known.facts.status === null && seen !== null && seen.path === pathAt(place.trail);
  const answer = isOfSeen ? { status: seen.status, durationMs: seen.latencyMs } : {};
  const steps =
    shell === null
      ? { canGoBack: stepped(place.trail, -1) !== null, canGoForward: stepped(place.trail, 1) !== null }
      : {};
  return {
    condition,
    address,
    place,
    visit,
    facts: { ...known.facts, ...answer, ...steps },
    controls,
    onFacts: (of, facts) =>
      setTold((before) => {
        const loads = before?.key === of.key ? before.loads : noLoads;
        return { key: of.key, facts, loads: facts.isLoading ? loads : afterLoad(loads, Date.now()) };
      }),
    onWent: (url) => setPlace((before) => wentTo(before, site, url)),
    go: (next) => setPlace((before) => sentTo(before, site, next)),
    reload: () => setPlace(reloaded),
    back: () => (shell === null ? setPlace((before) => sentBy(before, -1)) : controls.current?.back()),
    forward: () => (shell === null ? setPlace((before) => sentBy(before, 1)) : controls.current?.forward()),
  };
};
