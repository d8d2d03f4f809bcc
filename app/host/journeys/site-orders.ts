import { AppError, type Database, type SiteOperationRequest } from '../../contract';
import { parseDomainFormat } from '../../core/format/domain-format';
import { undoSites } from '../../core/plans/undo-sites';
import type { RewriteOptions } from '../../core/rewrite/rewrite-settings';
import { rewriteSites } from '../../core/rewrite/rewrite-sites';
import type { Engine } from '../engine';
import type { SiteOrder } from './apply-site-plan';

const rewriteOptions = (request: SiteOperationRequest & { kind: 'rewrite' }): RewriteOptions => {
  const { domainFormat, asRealDomains } = request;
  if (domainFormat !== null && asRealDomains) {
    throw new AppError(
      'usage-invalid',
      'A rewrite goes to a domain format or to the real domains, not to both.',
    );
  }
  return {
    format: domainFormat === null ? null : parseDomainFormat(domainFormat),
    asRealDomains,
    slugs: new Map(Object.entries(request.slugs).map(([id, slug]) => [Number(id), slug])),
    leaveOut: new Set(request.leaveOut),
  };
};

/**
 * What is asked for at the door, as an operation of the rules.
 *
 * @throws AppError `usage-invalid`, `domain-format-invalid`, `nothing-to-undo`
 */
export const siteOrderOf = async (
  engine: Pick<Engine, 'catalog'>,
  database: Pick<Database, 'id'>,
  request: SiteOperationRequest,
): Promise<SiteOrder> => {
  switch (request.kind) {
    case 'rewrite':
      return { operation: rewriteSites(rewriteOptions(request)), origin: { kind: 'rewrite' } };
    case 'undo': {
      const plan = await engine.catalog.sitePlans.lastApplied(database.id);
      return { operation: undoSites(plan), origin: { kind: 'undo', undoesId: plan.id } };
    }
    default:
      return request satisfies never;
  }
};
