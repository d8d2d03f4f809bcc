import { useElementSize } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { type Device, fitPage } from './fit-page';
import classes from './preview.module.css';

interface Props {
  readonly device: Device;
  readonly children: ReactNode;
  /** Over the page: while it has not painted, or in its place. */
  readonly over?: ReactNode;
}

/** The room of a page, which is shown as on a device. */
export const Pane = ({ device, children, over }: Props) => {
  const { ref, width, height } = useElementSize();
  const { scale, ...size } = fitPage(device, { width, height });
  return (
    <div ref={ref} className={classes.pane}>
      <div
        className={classes.page}
        style={{ ...size, transform: `scale(${scale})`, marginLeft: -size.width / 2, transformOrigin: 'top' }}
      >
        {children}
      </div>
      {over}
    </div>
  );
};
