import type { HostInfo } from '../../contract';
import { steadyBytes } from '../../core/figures/steady-bytes';
import type { Engine } from '../engine';
import { countLogs } from '../running/log-counts';
import { settingViews } from '../setting-views';
import { showThumbnails } from '../thumbnails/show-thumbnails';

const hostIntervalMs = 10_000;

/**
 * Keeps in the clients' sight what no journey tells them of: settings, host, pictures, and how much the servers say.
 *
 * @param describeHost looks at the host now
 * @returns how to stop
 */
export const keepShowing = async (engine: Engine, describeHost: () => HostInfo): Promise<() => void> => {
  const { settings, store, environment, log, thumbnails } = engine;
  const showSettings = (): void => store.replace('settings', settingViews(settings, environment));
  settings.onChange(showSettings);
  showSettings();
  await showThumbnails(thumbnails, store, (error) => log.error(error, 'a thumbnail could not be deleted'));
  store.onChange(({ slice, id, value }) => {
    if (slice === 'projects' && value === null) store.remove('doctor', id);
  });
  // Its memory grows, and its PostgreSQL may have been started anew.
  const showHost = (): void => {
    const host = describeHost();
    const memoryBytes = steadyBytes(store.state.host?.memoryBytes ?? null, host.memoryBytes);
    store.set('host', { ...host, memoryBytes });
  };
  showHost();
  const stopCounting = countLogs(engine);
  const timer = setInterval(showHost, hostIntervalMs);
  return () => {
    clearInterval(timer);
    stopCounting();
  };
};
