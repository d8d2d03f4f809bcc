import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';

/** Violations that hinder people, as `rule: element`. */
export const seriousViolations = async (page: Page): Promise<string[]> => {
  // The desktop app's context opens no second page, which the other way needs.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
};
