export interface RestartOffer {
  readonly serverId: string;
  /** Path of the page that offered it. */
  readonly returnTo: string;
}

/** Open offers; a page that is reloaded all day shall not fill the memory. */
const mostOffers = 1_000;

/**
 * The restart buttons that pages have shown: each works once, and only for the server of its page, so that no other
 * page can restart anything by a guessed form.
 */
export class RestartNonces {
  readonly #offers = new Map<string, RestartOffer>();
  readonly #newNonce: () => string;

  constructor(newNonce: () => string) {
    this.#newNonce = newNonce;
  }

  offer(offer: RestartOffer): string {
    const nonce = this.#newNonce();
    this.#offers.set(nonce, offer);
    for (const oldest of this.#offers.keys()) {
      if (this.#offers.size <= mostOffers) break;
      this.#offers.delete(oldest);
    }
    return nonce;
  }

  take(nonce: string): RestartOffer | null {
    const offer = this.#offers.get(nonce) ?? null;
    this.#offers.delete(nonce);
    return offer;
  }
}
