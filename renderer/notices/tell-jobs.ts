import type { Job } from '../../app/contract';
import { keysOf } from '../frame/key-hint';
import { useNavigation } from '../navigation/navigation';
import { useStore } from '../store/store';
import { announce } from './announce';
import { endedBetween, newsOf } from './job-news';
import { quartersPassed } from './job-quarters';
import { showFailedWork, showNotice } from './show';

/** An import shows its own end where it is looked at; the first run shows that of the demo. */
const isShownByScreen = (job: Job): boolean => {
  const { place } = useNavigation.getState();
  const isLookedAt = place.screen === 'import' && (place.job === null || place.job === job.id);
  const hasProject = (useStore.getState().state?.projects.length ?? 0) > 0;
  return (job.kind === 'import' && isLookedAt) || (job.kind === 'demo' && !hasProject);
};

const tell = (job: Job): void => {
  const news = newsOf(job, keysOf('previous-database'), isShownByScreen(job));
  if (news === null) return;
  if (news.kind === 'failed') {
    showFailedWork(news.title, news.error);
    return;
  }
  showNotice(news.title, news.message);
};

/**
 * Tells of jobs that end, whoever started them, and says at each quarter how far a long one is.
 *
 * @returns ends it
 */
export const tellOfJobs = (): (() => void) =>
  useStore.subscribe(({ state }, { state: before }) => {
    // What ended before this tab came is history.
    if (state === null || before === null || state.jobs === before.jobs) return;
    for (const job of endedBetween(before.jobs, state.jobs)) tell(job);
    for (const text of quartersPassed(before.jobs, state.jobs)) announce(text);
  });
