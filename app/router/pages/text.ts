import { stripVTControlCharacters } from 'node:util';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control and format characters except tab: the latter may turn the direction of text, or hide in it. */
const invisible = /(?!\t)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** One line of somebody else's text, with nothing in it that a terminal or browser would act on. */
export const plainLine = (text: string): string => stripVTControlCharacters(text).replace(invisible, '');

/** Somebody else's text (names, log lines, hosts) for any place in HTML, attributes included. */
export const escapeHtml = (text: string): string =>
  plainLine(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');
