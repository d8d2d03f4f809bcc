import classes from './facts.module.css';

export interface Fact {
  readonly name: string;
  readonly value: string;
  /** Something that one types or greps. */
  readonly isMono?: boolean;
}

/** Names with their values: in two columns, or at both ends of each line. */
export const Facts = ({
  facts,
  layout,
  className = '',
}: {
  readonly facts: readonly Fact[];
  readonly layout: 'columns' | 'ends';
  readonly className?: string | undefined;
}) => (
  <dl className={`${classes.facts} ${className}`} data-layout={layout}>
    {facts.map(({ name, value, isMono }) => (
      <div key={`${name} ${value}`}>
        <dt>{name}</dt>
        <dd className={isMono === true ? 'mono' : undefined}>{value}</dd>
      </div>
    ))}
  </dl>
);
