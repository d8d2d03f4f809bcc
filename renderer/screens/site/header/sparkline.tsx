import { formatDuration } from '../../../text/format';
import classes from './site-header.module.css';
import { sparklinePoints } from './sparkline-points';

const box = { width: 70, height: 14 } as const;

/** How long answers took lately; as text it is the first and the last of them. */
export const Sparkline = ({ valuesMs }: { readonly valuesMs: readonly number[] }) => {
  const [first] = valuesMs;
  const last = valuesMs.at(-1);
  if (first === undefined || last === undefined || valuesMs.length < 2) return null;
  return (
    <svg
      role="img"
      aria-label={`p50 from ${formatDuration(first)} to ${formatDuration(last)} over the last half minutes with requests`}
      className={classes.sparkline}
      width={box.width}
      height={box.height + 2}
      viewBox={`0 -1 ${box.width} ${box.height + 2}`}
    >
      <polyline points={sparklinePoints(valuesMs, box)} fill="none" stroke="currentColor" strokeWidth={1.2} />
    </svg>
  );
};
