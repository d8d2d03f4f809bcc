import { AppError } from '../../contract';
import { toAsciiDomain } from '../names/host-name';
import { type FormatPiece, splitFormat } from './format-pieces';
import { pythonRepr } from './python-repr';
import { applyStringSpec } from './string-spec';

/** A domain format that was found good: plain data, so it crosses to workers. */
export interface DomainFormat {
  /** As it was written, e.g. `{}.127.0.0.1.nip.io`. */
  readonly source: string;
  readonly pieces: readonly FormatPiece[];
}

/** What a format makes of a slug: the domain, and how Python alone would write it; or why there is none. */
export type RenderedDomain =
  | { readonly kind: 'domain'; readonly domain: string; readonly inUnicode: string }
  | { readonly kind: 'fault'; readonly fault: string };

const refused = (format: string, fault: string): AppError =>
  new AppError('domain-format-invalid', `The domain format "${format}" cannot be used: ${fault}.`, {
    hint: 'Write {} once, where the slug goes, for example {}.127.0.0.1.nip.io.',
    data: { format },
  });

/**
 * Reads a domain format: Python's `str.format` with the slug as its one argument (multisite.md, "Rewriting domains", trap 1).
 *
 * @param format for example `{}.127.0.0.1.nip.io`, `{0}.{0}.test`, `{:.20}.test:8000`
 * @throws AppError `domain-format-invalid` for what Python refuses, and for what it allows and no domain survives:
 *   no placeholder (every site would get the same domain), blanks, attributes, nested placeholders
 */
export const parseDomainFormat = (format: string): DomainFormat => {
  const pieces = splitFormat(format);
  if ('fault' in pieces) throw refused(format, pieces.fault);
  if (pieces.some((piece) => piece.kind === 'text' && /[\s\p{Cc}]/u.test(piece.text)))
    throw refused(format, 'it holds a blank, which no domain can');
  if (!pieces.some((piece) => piece.kind === 'slug'))
    throw refused(format, 'it has no placeholder, so every site would get the same domain');
  return { source: format, pieces };
};

const renderPiece = (piece: FormatPiece, slug: string): string | null => {
  if (piece.kind === 'text') return piece.text;
  let value: string | undefined = slug;
  for (const index of piece.indexes) value = [...(value ?? '')][index];
  if (value === undefined) return null;
  const converted =
    piece.conversion === 'none'
      ? value
      : pythonRepr(value, piece.conversion === 'ascii' ? 'ascii' : 'unicode');
  return applyStringSpec(piece.spec, converted);
};

/**
 * The domain of a slug. Labels outside ASCII become punycode, since that is what a browser sends as Host;
 * `inUnicode` is the same before that, which is what Python writes.
 */
export const renderDomain = (format: DomainFormat, slug: string): RenderedDomain => {
  const rendered = format.pieces.map((piece) => renderPiece(piece, slug));
  if (rendered.some((part) => part === null))
    return {
      kind: 'fault',
      fault: `the slug "${slug}" is shorter than an index in the domain format "${format.source}"`,
    };
  const inUnicode = rendered.join('');
  return { kind: 'domain', domain: toAsciiDomain(inUnicode), inUnicode };
};

/**
 * The domain of a slug, or an error. It is not judged here whether the domain can be used: a slug may still be blank or too long.
 *
 * @throws AppError `domain-format-invalid` when the format indexes past the end of this slug
 */
export const applyDomainFormat = (format: DomainFormat, slug: string): string => {
  const rendered = renderDomain(format, slug);
  if (rendered.kind === 'fault') throw refused(format.source, rendered.fault);
  return rendered.domain;
};
