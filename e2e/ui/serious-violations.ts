import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';

/**
 * Violations that hinder people, as `rule: element`.
 *
 * @param rules by their ids; none: every one
 */
export const seriousViolations = async (page: Page, rules: readonly string[] = []): Promise<string[]> => {
  // The desktop app's context opens no second page, which the other way needs. What a site shows in its preview is the site's own.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).exclude('main iframe');
  const { violations } = await (rules.length === 0 ? axe : axe.withRules([...rules])).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
};
