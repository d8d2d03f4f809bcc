import { formatBytes } from '../../text/format';
import classes from './disk-bar.module.css';
import type { DiskPart } from './disk-use';

interface Props {
  readonly parts: readonly DiskPart[];
  /** What the whole bar stands for, in bytes. */
  readonly wholeBytes: number;
}

/** Sizes side by side, with their text for those who do not see it. */
export const DiskBar = ({ parts, wholeBytes }: Props) => (
  <div
    className={classes.bar}
    role="img"
    aria-label={parts.map(({ name, bytes }) => `${name} ${formatBytes(bytes)}`).join(', ')}
  >
    {parts.map(({ name, shade, bytes }) => (
      <span
        key={name}
        className={classes.part}
        data-shade={shade}
        style={{ width: `${(100 * bytes) / Math.max(1, wholeBytes)}%` }}
      />
    ))}
  </div>
);
