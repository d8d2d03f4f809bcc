import { Notifications } from '@mantine/notifications';
import { LiveRegion } from './live-region';
import classes from './notices.module.css';
import { noticeLimit } from './show';

/** What people are told of, bottom right, and in the one live region. */
export const Notices = () => (
  <>
    <Notifications
      position="bottom-right"
      limit={noticeLimit}
      containerWidth={380}
      className={classes.place}
    />
    <LiveRegion />
  </>
);
