import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { previewPartition } from '../../../../app/contract';
import { beforeLoad, type PageControls, type PageFacts, type PageProps, type Visit } from './page';
import { listenTo } from './webview-element';

/** Chromium's code for a load that another one replaced. */
const aborted = -3;

const follow = (webview: HTMLWebViewElement, change: (changed: Partial<PageFacts>) => void): (() => void) => {
  let startedAt = performance.now();
  const history = () => ({ canGoBack: webview.canGoBack(), canGoForward: webview.canGoForward() });
  const ends = [
    listenTo(webview, 'did-start-loading', () => {
      startedAt = performance.now();
      change({ isLoading: true, failure: null });
    }),
    listenTo(webview, 'did-navigate', (event) => {
      const durationMs = performance.now() - startedAt;
      change({ url: event.url, status: event.httpResponseCode, durationMs });
    }),
    listenTo(webview, 'did-navigate-in-page', (event) => {
      if (event.isMainFrame) change({ url: event.url, ...history() });
    }),
    listenTo(webview, 'did-fail-load', ({ errorCode, errorDescription, isMainFrame }) => {
      if (isMainFrame && errorCode !== aborted)
        change({ failure: errorDescription, status: null, durationMs: null });
    }),
    listenTo(webview, 'dom-ready', () => change({ isPainted: true, ...history() })),
    listenTo(webview, 'did-stop-loading', () => change({ isLoading: false, ...history() })),
  ];
  return () => {
    for (const end of ends) end();
  };
};

interface Props extends PageProps {
  /** Of the session: a login in one database is none in another. */
  readonly databaseId: string;
  readonly controls: Ref<PageControls>;
}

/** A page in the desktop app. */
export const WebviewPage = ({ visit, title, databaseId, onFacts, onWent, controls }: Props) => {
  const element = useRef<HTMLWebViewElement>(null);
  const [first] = useState(visit);
  const shown = useRef<{ visit: Visit; facts: PageFacts }>({ visit, facts: beforeLoad(visit.url) });
  const tell = useRef({ onFacts, onWent });
  tell.current = { onFacts, onWent };
  useImperativeHandle(controls, () => ({
    back: () => element.current?.goBack(),
    forward: () => element.current?.goForward(),
  }));
  useEffect(() => {
    const webview = element.current;
    if (webview === null) return;
    return follow(webview, (changed) => {
      const { visit: current, facts } = shown.current;
      shown.current = { visit: current, facts: { ...facts, ...changed } };
      tell.current.onFacts(current, shown.current.facts);
      if (changed.url !== undefined) tell.current.onWent(changed.url);
    });
  }, []);
  useEffect(() => {
    if (shown.current.visit.key === visit.key) return;
    shown.current = { visit, facts: beforeLoad(visit.url) };
    // What goes wrong is told by `did-fail-load` too.
    element.current?.loadURL(visit.url).catch(() => undefined);
  }, [visit]);
  return <webview ref={element} src={first.url} partition={previewPartition(databaseId)} title={title} />;
};
