import { formatDuration } from '../text/format';
import classes from './sparkline.module.css';
import { sparklinePoints } from './sparkline-points';
import { useUnhurried } from './use-unhurried';

const height = 14;
/** No sparkline is drawn more often, in ms (ui.md, "Motion"). */
const restMs = 2_000;

interface Props {
  /** Oldest first; with fewer than two there is nothing to draw. */
  readonly valuesMs: readonly number[];
  /** In px. */
  readonly width: number;
}

/** How p50 went within the last hour; as text it is the first and the last of them. */
export const Sparkline = ({ valuesMs, width }: Props) => {
  const shown = useUnhurried(valuesMs, restMs);
  const [first] = shown;
  const last = shown.at(-1);
  if (first === undefined || last === undefined || shown.length < 2) return null;
  return (
    <svg
      role="img"
      aria-label={`p50 from ${formatDuration(first)} to ${formatDuration(last)} within the last hour`}
      className={classes.sparkline}
      width={width}
      height={height + 2}
      viewBox={`0 -1 ${width} ${height + 2}`}
    >
      <polyline
        points={sparklinePoints(shown, { width, height })}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.2}
      />
    </svg>
  );
};
