import { useEngine } from '../../store/current';
import { formatClock } from '../../text/format';
import { useNow } from '../../text/use-now';
import { barCount, volumeBars, volumesOf, volumeText } from './volume-bars';
import classes from './volume-chart.module.css';

const height = 36;
/** Of a bar's place; the rest is the gap. */
const barWidth = 0.82;
const smallest = 2;
/** The hour moves on by the minute. */
const lookMs = 15_000;
const labels = [0, 15, 30, 45, barCount - 1] as const;

/** How much was said in each minute of the last hour, and how much of it was a warning or an error. */
export const VolumeChart = ({
  projectId,
  server,
}: {
  readonly projectId: string;
  readonly server: string | null;
}) => {
  const now = useNow(lookMs);
  const volumes = useEngine((state) => volumesOf(state, projectId, server)) ?? [];
  const bars = volumeBars(volumes, now);
  const most = Math.max(1, ...bars.map(({ lines }) => lines));
  const heightOf = (count: number): number => (count === 0 ? 0 : Math.max(smallest, (count / most) * height));
  return (
    <div className={classes.chart} role="img" aria-label={volumeText(bars)}>
      <svg viewBox={`0 0 ${barCount} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {bars.map(({ fromMs, lines, warnings, errors }, place) => {
          const bad = heightOf(errors);
          const warn = heightOf(warnings);
          return (
            <g key={fromMs}>
              <rect
                className={classes.lines}
                x={place}
                width={barWidth}
                y={height - heightOf(lines)}
                height={heightOf(lines)}
              />
              <rect
                className={classes.warn}
                x={place}
                width={barWidth}
                y={height - bad - warn}
                height={warn}
              />
              <rect className={classes.bad} x={place} width={barWidth} y={height - bad} height={bad} />
            </g>
          );
        })}
      </svg>
      <div className={classes.times} aria-hidden="true">
        {labels.map((place) => (
          <span key={place}>{formatClock(new Date(bars[place]?.fromMs ?? now).toISOString())}</span>
        ))}
      </div>
    </div>
  );
};
