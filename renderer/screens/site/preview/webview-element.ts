declare global {
  /** What we use of Electron's `<webview>`, the same in Electron 22 and today's. */
  interface HTMLWebViewElement extends HTMLElement {
    loadURL(url: string): Promise<void>;
    goBack(): void;
    goForward(): void;
    canGoBack(): boolean;
    canGoForward(): boolean;
  }
}

interface WebviewEvents {
  readonly 'did-start-loading': Event;
  readonly 'did-stop-loading': Event;
  readonly 'dom-ready': Event;
  readonly 'did-navigate': Event & { readonly url: string; readonly httpResponseCode: number };
  readonly 'did-navigate-in-page': Event & { readonly url: string; readonly isMainFrame: boolean };
  readonly 'did-fail-load': Event & {
    readonly errorCode: number;
    readonly errorDescription: string;
    readonly isMainFrame: boolean;
  };
}

/** @returns ends it */
export const listenTo = <Name extends keyof WebviewEvents>(
  webview: HTMLWebViewElement,
  name: Name,
  listener: (event: WebviewEvents[Name]) => void,
): (() => void) => {
  const onEvent = (event: Event): void => listener(event as WebviewEvents[Name]);
  webview.addEventListener(name, onEvent);
  return () => webview.removeEventListener(name, onEvent);
};
