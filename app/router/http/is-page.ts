import { valuesOf } from './fields';
import type { RequestHead } from './request-head';
import type { ResponseHead } from './response-head';

const html = /^(?:text\/html|application\/xhtml\+xml)\b/i;

/** Whether somebody looks at the answer as a page: it is HTML, and that was asked for, which scripts and images do not. */
export const isPage = (
  { method, bytes, fields }: Pick<RequestHead, 'method' | 'bytes' | 'fields'>,
  answer: Pick<ResponseHead, 'bytes' | 'fields'>,
): boolean =>
  (method === 'GET' || method === 'POST') &&
  valuesOf(bytes, fields, 'accept').some((value) => /text\/html/i.test(value)) &&
  valuesOf(answer.bytes, answer.fields, 'content-type').some((value) => html.test(value));
