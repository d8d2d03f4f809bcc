/** What a shown page tells of itself; in a browser that is nothing but that it has loaded. */
export interface PageFacts {
  readonly url: string;
  /** Something of what was asked for is in sight; before that it may be an older page. */
  readonly isPainted: boolean;
  readonly isLoading: boolean;
  /** HTTP status of its answer; null: not known. */
  readonly status: number | null;
  /** Until its answer began; null: not known. */
  readonly durationMs: number | null;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  /** Why it could not be loaded; null: it was. */
  readonly failure: string | null;
}

/** Something to show: another key loads it again. */
export interface Visit {
  readonly url: string;
  readonly key: string;
}

export interface PageControls {
  back(): void;
  forward(): void;
}

export interface PageProps {
  readonly visit: Visit;
  readonly title: string;
  readonly onFacts: (visit: Visit, facts: PageFacts) => void;
  /** Where a page went by itself, where it tells. */
  readonly onWent: (url: string) => void;
}

/** What is known of a page before it tells anything. */
export const beforeLoad = (url: string): PageFacts => ({
  url,
  isPainted: false,
  isLoading: true,
  status: null,
  durationMs: null,
  canGoBack: false,
  canGoForward: false,
  failure: null,
});
