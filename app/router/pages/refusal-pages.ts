import type { Answer } from './answer';
import { renderPage } from './page';

/** Holds nothing of any project: any web page may point its own name at this machine (servers.md, "The router"). */
export const unknownHostPage = (host: string): Answer => ({
  status: 421,
  headers: {},
  html: renderPage({
    title: host === '' ? 'The request names no host' : `No site answers for ${host}`,
    paragraphs: [
      'Only local domains and aliases of active databases are served here.',
      'This command lists them: manysite sites',
      `This one tells what answers a host, and why: manysite explain ${host === '' ? 'HOST' : host}`,
    ],
  }),
});

/** multisite.md, trap 19. */
export const foreignOriginPage = (method: string, origin: string): Answer => ({
  status: 403,
  headers: {},
  html: renderPage({
    title: `${method} from ${origin} is refused`,
    paragraphs: [
      'The request may change something, and was made by a page that is none of the local sites.',
      'Open the local site itself, and do it there.',
    ],
  }),
});

/** A request that is not understood, or that would be understood in two ways. */
export const badRequestPage = (status: number, reason: string): Answer => ({
  status,
  headers: {},
  html: renderPage({
    title: 'The request is not valid HTTP',
    paragraphs: [`The router found ${reason}.`],
  }),
});

export const noSuchPage = (): Answer => ({
  status: 404,
  headers: {},
  html: renderPage({
    title: 'There is no such page',
    paragraphs: ['Paths below /.manysite/ belong to the router.'],
  }),
});

export const spentOfferPage = (): Answer => ({
  status: 403,
  headers: {},
  html: renderPage({
    title: 'This restart was asked for before',
    paragraphs: ['A restart button works once, on the page that shows it. Load that page again.'],
  }),
});

/** 301 as Django answers it, but not to be remembered (multisite.md, trap 9). */
export const redirectAnswer = (location: string): Answer => ({
  status: 301,
  headers: { Location: location },
  html: null,
});
