import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AppError } from '../contract';

/** Where the built parts lie that are run or read in place. */
export interface Layout {
  readonly routerWorker: URL;
  readonly importerWorker: URL;
  readonly inspectorWorker: URL;
  readonly migrationsFolder: string;
  /** Put first on PYTHONPATH of every Python that we start. */
  readonly overlayFolder: string;
  readonly uiFolder: string;
  /** The demo project of this checkout or package. */
  readonly demoFolder: string;
  /** In a package nothing can be written beside the code. */
  readonly isPackaged: boolean;
}

/** dist/, seen from the bundle (dist/host.mjs, dist/chunks/*) or from the sources (app/host/). */
const distUrl = (): URL => {
  const here = import.meta.url;
  if (here.includes('/app/host/')) return new URL('../../dist/', here);
  return new URL(here.includes('/chunks/') ? '../' : './', here);
};

/**
 * The layout of this installation.
 *
 * @throws AppError `build-missing` when dist/ is not built
 */
export const findLayout = (): Layout => {
  const dist = distUrl();
  const isPackaged = dist.pathname.includes('/app.asar.unpacked/');
  const layout: Layout = {
    routerWorker: new URL('router-worker.mjs', dist),
    importerWorker: new URL('importer-worker.mjs', dist),
    inspectorWorker: new URL('inspector-worker.mjs', dist),
    migrationsFolder: fileURLToPath(new URL('migrations', dist)),
    overlayFolder: fileURLToPath(new URL('django', dist)),
    uiFolder: fileURLToPath(new URL('ui', dist)),
    demoFolder: fileURLToPath(new URL(isPackaged ? '../../demo' : '../demo', dist)),
    isPackaged,
  };
  if (!existsSync(layout.routerWorker) || !existsSync(layout.migrationsFolder)) {
    throw new AppError('build-missing', `${fileURLToPath(dist)} is not built.`, {
      hint: 'Run `npm run build`.',
    });
  }
  return layout;
};
