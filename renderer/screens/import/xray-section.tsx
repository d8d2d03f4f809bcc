import { IconAlertTriangle, IconArrowUp, IconCheck, IconMinus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import side from './xray-side.module.css';

/** A part of what is beside a dump's sites. */
export const Section = ({
  title,
  note,
  children,
}: {
  readonly title: string;
  readonly note?: string;
  readonly children: ReactNode;
}) => (
  <section className={side.section}>
    <header>
      <h3>{title}</h3>
      {note !== undefined && <span>{note}</span>}
    </header>
    {children}
  </section>
);

const icons = {
  newer: <IconArrowUp size={14} stroke={1.5} className={side.newer} />,
  fine: <IconCheck size={14} stroke={1.5} className={side.ok} />,
  warning: <IconAlertTriangle size={14} stroke={1.5} className={side.warn} />,
  plain: <IconMinus size={14} stroke={1.5} className={side.plain} />,
} as const;

/** A fact of it. */
export const Line = ({
  kind,
  note,
  children,
}: {
  readonly kind: keyof typeof icons;
  readonly note?: string;
  readonly children: ReactNode;
}) => (
  <li>
    {icons[kind]}
    <span>{children}</span>
    {note !== undefined && <em>{note}</em>}
  </li>
);
