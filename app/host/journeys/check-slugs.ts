import { AppError, type Inspection } from '../../contract';
import { slugProblem } from '../../core/names/slugs';

/**
 * Checks slugs that were chosen for an import, before anything is made.
 *
 * @throws AppError `site-not-found`, `setting-invalid`
 */
export const checkChosenSlugs = (inspection: Inspection, slugs: ReadonlyMap<number, string>): void => {
  const known = new Set(inspection.sites.map(({ id }) => id));
  for (const [siteId, slug] of slugs) {
    if (!known.has(siteId)) {
      throw new AppError('site-not-found', `The dump has no site with the id ${siteId}.`, {
        hint: `It has: ${[...known].join(', ') || 'none'}.`,
        data: { siteId },
      });
    }
    const problem = slugProblem(slug);
    if (problem !== null) {
      throw new AppError(
        'setting-invalid',
        `“${slug}” cannot be the slug of site ${siteId}: it ${problem.reason}`,
        {
          hint: 'A slug is a DNS label: letters, digits and hyphens.',
          data: { siteId, slug },
        },
      );
    }
  }
};
