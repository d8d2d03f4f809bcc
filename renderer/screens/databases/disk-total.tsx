import type { Project } from '../../../app/contract';
import { useStore } from '../../store/store';
import { formatBytes } from '../../text/format';
import classes from './databases.module.css';
import { DiskBar } from './disk-bar';
import barClasses from './disk-bar.module.css';
import { diskParts } from './disk-use';

/** What all of it takes on the disk. */
export const DiskTotal = ({ project }: { readonly project: Project }) => {
  const state = useStore((store) => store.state);
  const disk = state?.disk ?? null;
  const parts = state === null ? null : diskParts(state, project.id);
  return (
    <section className={classes.panel} aria-label="Disk">
      <div className={classes.total}>
        <span>
          <strong>{disk === null ? 'Measuring the disk' : `${formatBytes(disk.usedBytes)} on disk`}</strong>
          {disk !== null && (
            <span className={classes.dimmed}>
              {formatBytes(disk.freeBytes)} free.{' '}
              {disk.sharesBlocks
                ? 'Copies share blocks with their origin until they differ.'
                : 'Copies are full copies: this disk cannot share blocks.'}
            </span>
          )}
        </span>
        <span className={classes.legend}>
          {parts?.map(({ name, shade, bytes }) => (
            <span key={name}>
              <span className={barClasses.swatch} data-shade={shade} />
              {name} <span className={classes.dimmed}>{formatBytes(bytes)}</span>
            </span>
          ))}
        </span>
      </div>
      <DiskBar parts={parts ?? []} wholeBytes={disk?.usedBytes ?? 1} />
    </section>
  );
};
