import { useNow } from '../../../text/use-now';
import classes from './site-card.module.css';

/** What is left when it takes longer than it did the last time. */
const mostUntilReady = 0.95;

interface Props {
  readonly since: string;
  /** What starting took when it was last measured; null: never. */
  readonly expectedMs: number | null;
}

/** How far a start has come, measured by the last one; all of the line where none was measured. */
export const StartingLine = ({ since, expectedMs }: Props) => {
  const now = useNow(250);
  const share = expectedMs === null ? 1 : Math.min(mostUntilReady, (now - Date.parse(since)) / expectedMs);
  return <span className={classes.starting} style={{ transform: `scaleX(${Math.max(0, share)})` }} />;
};
