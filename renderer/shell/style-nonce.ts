/** The nonce of this page's style elements, which the host gave with it: the page's policy takes no others. */
export const styleNonce = document.querySelector('meta[name="style-nonce"]')?.getAttribute('content') ?? '';
