import type { HandRoute } from '../../contract';
import { cleanText } from './clean-text';

const routeText = ({ slug, port, by, isInUse }: HandRoute): string => {
  const site = cleanText(slug);
  const undo = by === 'run' ? 'while `manysite run` serves it' : `back: manysite route ${site} off`;
  return `${site} goes to port ${port}${isInUse ? '' : ', though not now'} (${undo})`;
};

/** Sites that servers of the user's own answer, one a line. */
export const renderRoutes = (routes: readonly HandRoute[]): string =>
  routes.length === 0 ? "Every site goes to the project's own servers." : routes.map(routeText).join('\n');
