import { useElementSize } from '@mantine/hooks';
import type { Job } from '../../../app/contract';
import { ratesOf, useThroughput } from '../../jobs/throughput';
import { formatBytes } from '../../text/format';
import { axisSteps, linePoints } from './chart';
import classes from './throughput-chart.module.css';

const height = 170;
const left = 40;
const bottom = 22;
const megabyte = 1_000_000;

/** How fast the dump is read, from the moment its rows began to come. */
export const ThroughputChart = ({ job }: { readonly job: Job }) => {
  const samples = useThroughput(({ byJob }) => byJob.get(job.id)?.samples);
  const { ref, width } = useElementSize();
  const measured = ratesOf(samples ?? []);
  const rates = measured.length === 0 ? [] : [{ atMs: 0, bytesPerSecond: 0 }, ...measured];
  const last = rates.at(-1);
  const read =
    job.bytesDone === null || job.bytesTotal === null
      ? null
      : `${formatBytes(job.bytesDone)} of ${formatBytes(job.bytesTotal)} read`;
  const steps = axisSteps(Math.max(...rates.map(({ bytesPerSecond }) => bytesPerSecond / megabyte), 0), 3);
  const highest = steps.at(-1) ?? 1;
  const seconds = axisSteps(Math.max((last?.atMs ?? 0) / 1000, 2), 4);
  const widthMs = (seconds.at(-1) ?? 1) * 1000;
  const plotWidth = Math.max(0, width - left);
  const plotHeight = height - bottom - 6;
  const points = linePoints(rates, { widthMs, highest: highest * megabyte }).map(({ x, y }) => ({
    x: left + x * plotWidth,
    y: 6 + y * plotHeight,
  }));
  const line = points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  const [first] = points;
  const end = points.at(-1);
  const speed = last === undefined ? null : `${formatBytes(last.bytesPerSecond)}/s`;
  return (
    <section aria-label="Throughput" ref={ref}>
      <header className={classes.head}>
        <h3>Throughput</h3>
        <p>
          {job.phase === 'data' && speed !== null && <strong>{speed}</strong>} {read}
        </p>
      </header>
      <svg
        className={classes.chart}
        height={height}
        role="img"
        aria-label={speed === null ? 'Not measured yet' : `${speed} at last`}
      >
        {steps.map((step) => {
          const y = 6 + (1 - step / highest) * plotHeight;
          return (
            <g key={step}>
              <line className={classes.grid} x1={left} x2={width} y1={y} y2={y} />
              <text className={classes.axis} x={left - 8} y={y + 4} textAnchor="end">
                {Number(step.toPrecision(3))}
              </text>
            </g>
          );
        })}
        {seconds.slice(0, -1).map((second) => (
          <text
            key={second}
            className={classes.axis}
            x={left + (second / (seconds.at(-1) ?? 1)) * plotWidth}
            y={height - 4}
          >
            {second} s
          </text>
        ))}
        {first !== undefined && end !== undefined && (
          <>
            <polygon
              className={classes.area}
              points={`${first.x.toFixed(1)},${6 + plotHeight} ${line} ${end.x.toFixed(1)},${6 + plotHeight}`}
            />
            <polyline className={classes.line} points={line} />
            <circle className={classes.point} cx={end.x} cy={end.y} r={4} />
          </>
        )}
      </svg>
    </section>
  );
};
