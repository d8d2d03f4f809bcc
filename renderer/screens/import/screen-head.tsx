import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './import.module.css';

interface Props {
  readonly title: string;
  readonly note: ReactNode;
  readonly back: string;
  onBack(): void;
  /** At the right. */
  readonly children?: ReactNode;
}

/** Name of what is shown, the way back, and what can be done with it. */
export const ScreenHead = ({ title, note, back, onBack, children }: Props) => (
  <header className={classes.head}>
    <Tooltip label={back}>
      <ActionIcon aria-label={back} onClick={onBack}>
        <IconArrowLeft size={16} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
    <div className={classes.titles}>
      <h2 className={classes.title}>{title}</h2>
      <p>{note}</p>
    </div>
    <div className={classes.headTools}>{children}</div>
  </header>
);
