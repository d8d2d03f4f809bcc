import { Button, Collapse, CopyButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertOctagon, IconAlertTriangle } from '@tabler/icons-react';
import type { Check, Fix } from '../../../app/contract';
import classes from './doctor-screen.module.css';
import { problemText } from './report-parts';

const Copied = ({
  text,
  what,
  isSuggested,
}: {
  readonly text: string;
  readonly what: string;
  readonly isSuggested: boolean;
}) => (
  <CopyButton value={text}>
    {({ copied, copy }) => (
      <Button size="xs" variant={isSuggested ? 'filled' : 'default'} onClick={copy}>
        {copied ? 'Copied' : `Copy ${what}`}
      </Button>
    )}
  </CopyButton>
);

const LinesOf = ({ fix, lines }: { readonly fix: Fix; readonly lines: readonly string[] }) => {
  const [isShown, { toggle }] = useDisclosure(false);
  return (
    <>
      <div className={classes.fixEnd}>
        <Button
          size="xs"
          variant={fix.isSuggested ? 'filled' : 'default'}
          aria-expanded={isShown}
          onClick={toggle}
        >
          {isShown ? 'Hide' : 'Show'} the {lines.length === 1 ? 'line' : 'lines'}
        </Button>
      </div>
      <Collapse expanded={isShown} className={classes.lines}>
        <pre>{lines.join('\n')}</pre>
        <Copied
          text={`${lines.join('\n')}\n`}
          what={lines.length === 1 ? 'line' : 'lines'}
          isSuggested={false}
        />
      </Collapse>
    </>
  );
};

const FixRow = ({ fix }: { readonly fix: Fix }) => (
  <li className={classes.fix}>
    <div className={classes.fixText}>
      <strong>
        {fix.title}
        {fix.isSuggested && <span className={classes.suggested}>suggested</span>}
      </strong>
      <span>{fix.description}</span>
      {fix.command !== null && <code>{fix.command}</code>}
    </div>
    {fix.command !== null && (
      <div className={classes.fixEnd}>
        <Copied text={fix.command} what="command" isSuggested={fix.isSuggested} />
      </div>
    )}
    {fix.lines !== null && <LinesOf fix={fix} lines={fix.lines} />}
  </li>
);

/** A problem, why it is one, and the ways out. Nothing of them is done here. */
export const ProblemCard = ({ check }: { readonly check: Check }) => {
  const { title, text } = problemText(check);
  const Icon = check.state === 'failed' ? IconAlertOctagon : IconAlertTriangle;
  return (
    <section className={classes.problem} aria-label={title}>
      <div className={classes.problemHead}>
        <Icon size={20} stroke={1.5} aria-hidden="true" />
        <div>
          <h3>{title}</h3>
          <p>{text}</p>
        </div>
      </div>
      {check.fixes.length > 0 && (
        <ul className={classes.fixes}>
          {check.fixes.map((fix) => (
            <FixRow key={fix.title} fix={fix} />
          ))}
        </ul>
      )}
    </section>
  );
};
