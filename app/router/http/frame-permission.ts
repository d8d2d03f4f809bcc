import { type Field, valuesOf } from './fields';

const policyName = 'content-security-policy';
const directiveName = 'frame-ancestors';

/** The fields that say who may show a page in a frame. */
export const isFrameField = (name: string): boolean => name === 'x-frame-options' || name === policyName;

/** It means something for whole tabs only; browsers complain of it in frames, and of any that came by plain http. */
export const isForTabs = (name: string): boolean => name === 'cross-origin-opener-policy';

const isAncestors = (directive: string): boolean =>
  directive.trim().split(/\s+/, 1)[0]?.toLowerCase() === directiveName;

/** A policy with these ancestors besides its own; one that says nothing of ancestors stays as it is. */
const widened = (policy: string, origins: readonly string[]): string =>
  policy
    .split(';')
    .map((directive) => {
      if (!isAncestors(directive)) return directive;
      const own = directive.trim().split(/\s+/).slice(1);
      const kept = own.filter((source) => source.toLowerCase() !== "'none'");
      return ` ${directiveName} ${[...new Set(["'self'", ...kept, ...origins])].join(' ')}`;
    })
    .join(';')
    .trim();

/**
 * Who may frame an answer, with some origins added to those that its server allows. X-Frame-Options, which knows no list of origins,
 * becomes `frame-ancestors` (CSP 3, 6.4.2), as which browsers read it only where no policy has one.
 *
 * @param origins that may frame it
 * @returns the lines that stand for all fields of `isFrameField`; null where nothing is to change
 */
export const permissionLines = (
  bytes: Buffer,
  fields: readonly Field[],
  origins: readonly string[],
): string | null => {
  if (origins.length === 0) return null;
  // A field may hold several policies; each of them has to allow it.
  const policies = valuesOf(bytes, fields, policyName).flatMap((value) => value.split(','));
  const hasAncestors = policies.some((policy) => policy.split(';').some(isAncestors));
  const hasOptions = fields.some(({ name }) => name === 'x-frame-options');
  if (!hasAncestors && !hasOptions) return null;
  const own = hasAncestors ? [] : [`${directiveName} ${["'self'", ...origins].join(' ')}`];
  return [...policies.map((policy) => widened(policy, origins)), ...own]
    .map((policy) => `Content-Security-Policy: ${policy}\r\n`)
    .join('');
};
