import type { Site } from '../../../../app/contract';

/** A site with everything that a site can have. */
export const bikes: Site = {
  id: 2,
  slug: 'bikes',
  name: 'Example Bikes',
  domain: 'bikes.127.0.0.1.nip.io',
  realDomain: 'www.example-bikes.ch',
  isEnabled: true,
  isManaged: true,
  extraConfig: 'workers = 3\n',
  aliases: [
    { id: 7, domain: 'bikes.127.0.0.1.nip.io', isCanonical: true, redirectsToCanonical: false },
    { id: 8, domain: 'kids.localhost', isCanonical: false, redirectsToCanonical: true },
    { id: 9, domain: '*.bikes.example', isCanonical: false, redirectsToCanonical: false },
  ],
  url: 'http://bikes.127.0.0.1.nip.io:8000/',
  problems: [],
};
