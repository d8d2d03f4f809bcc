import { AppError, type Database, type SiteOperationRequest } from '../../contract';
import { adoptSites } from '../../core/adopt/adopt-sites';
import { editSite } from '../../core/edit/edit-site';
import { enableSites } from '../../core/edit/enable-sites';
import { parseDomainFormat } from '../../core/format/domain-format';
import { undoSites } from '../../core/plans/undo-sites';
import { configuredSites } from '../../core/populate/configured-site';
import { populateSites } from '../../core/populate/populate-sites';
import { repairSites } from '../../core/repair/repair-sites';
import type { RewriteOptions } from '../../core/rewrite/rewrite-settings';
import { rewriteSites } from '../../core/rewrite/rewrite-sites';
import type { ProjectConfig } from '../../projects/project-config';
import type { Engine } from '../engine';
import type { SiteOrder } from './apply-site-plan';

const slugsOf = (slugs: Readonly<Record<string, string>>): ReadonlyMap<number, string> =>
  new Map(Object.entries(slugs).map(([id, slug]) => [Number(id), slug]));

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
    slugs: slugsOf(request.slugs),
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
  config: Pick<ProjectConfig, 'sites'>,
  database: Pick<Database, 'id'>,
  request: SiteOperationRequest,
): Promise<SiteOrder> => {
  switch (request.kind) {
    case 'rewrite':
      return { operation: rewriteSites(rewriteOptions(request)), origin: { kind: 'rewrite' } };
    case 'populate':
      return { operation: populateSites(configuredSites(config.sites)), origin: { kind: 'populate' } };
    case 'edit':
      return { operation: editSite(request), origin: { kind: 'edit' }, isWhole: true };
    case 'enable':
      return { operation: enableSites(request), origin: { kind: 'edit' }, isWhole: true };
    case 'adopt': {
      const { siteIds } = request;
      return {
        operation: adoptSites({ siteIds, slugs: slugsOf(request.slugs) }),
        origin: { kind: 'adopt' },
        isWhole: siteIds !== null,
      };
    }
    case 'repair':
      return { operation: repairSites, origin: { kind: 'repair' } };
    case 'undo': {
      const plan = await engine.catalog.sitePlans.lastApplied(database.id);
      return { operation: undoSites(plan), origin: { kind: 'undo', undoesId: plan.id } };
    }
    default:
      return request satisfies never;
  }
};
