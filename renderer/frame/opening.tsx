import { Mark } from '../marks/mark';
import classes from './frame.module.css';

/** Before anything is known. It comes late, so that it is not seen where the host runs already. */
export const Opening = () => (
  <p role="status" className={classes.opening}>
    <Mark kind="starting" /> Starting PostgreSQL. The first start makes its folder, which takes a few seconds.
  </p>
);
