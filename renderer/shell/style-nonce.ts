declare global {
  /** Where the packages that style dialogs look for a nonce (get-nonce). */
  var __webpack_nonce__: string | undefined;
}

/** The nonce of this page's style elements, which the host gave with it: the page's policy takes no others. */
export const styleNonce = document.querySelector('meta[name="style-nonce"]')?.getAttribute('content') ?? '';

globalThis.__webpack_nonce__ = styleNonce;
