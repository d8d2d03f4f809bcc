import type { ReactNode } from 'react';
import type { Database, Site } from '../../../../app/contract';
import { useThumbnail } from '../../../thumbnails/use-thumbnail';
import classes from './preview.module.css';

interface Props {
  readonly database: Database;
  readonly site: Site;
  /** Says why it is not the page. */
  readonly children: ReactNode;
}

/** The last picture of a site, faint, until its page is in sight; never taken for the page. */
export const LastPicture = ({ database, site, children }: Props) => {
  const url = useThumbnail(database.id, site.id);
  return (
    <div className={classes.waiting} role="status">
      {url !== null && <img src={url} alt="" className={classes.picture} />}
      <span className={classes.waitingText}>{children}</span>
    </div>
  );
};
