import { columnsIn } from './sheet/sheet-columns';
import classes from './sites-skeleton.module.css';

/** As many tiles as the database is known to have sites, while they are read. */
export const SitesSkeleton = ({ count, width }: { readonly count: number; readonly width: number }) => {
  const columns = columnsIn(width);
  return (
    <div role="status" aria-label="Sites are read" className={classes.tiles}>
      {Array.from({ length: count }, (_, index) => index).map((index) => (
        <span
          key={index}
          className={classes.tile}
          style={{ width: Math.max(0, columns.width), height: columns.height }}
        />
      ))}
    </div>
  );
};
