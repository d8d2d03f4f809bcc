import { Button, Collapse, CopyButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertOctagon, IconAlertTriangle } from '@tabler/icons-react';
import type { Check, Fix } from '../../../app/contract';
import { useNavigation } from '../../navigation/navigation';
import { useActiveDatabase } from '../../store/current';
import { configuredRewrite, orderPlan } from '../rewrite/plan-order';
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

const placeNames = {
  settings: 'Open settings',
  databases: 'Show databases',
  'open-project': 'Choose the folder',
} as const;

/** Leads to the screen on which a fix is shown in full before anybody does it. */
const PlaceOf = ({
  place,
  isSuggested,
}: {
  readonly place: NonNullable<Fix['place']>;
  readonly isSuggested: boolean;
}) => {
  const database = useActiveDatabase();
  const go = useNavigation((navigation) => navigation.goTo);
  const open = (): void => {
    if (place.kind === 'rewrite' && database !== null)
      orderPlan(database.id, { ...configuredRewrite, format: place.domainFormat });
    go(place.kind === 'rewrite' ? 'rewrite' : place.screen);
  };
  return (
    <div className={classes.fixEnd}>
      <Button size="xs" variant={isSuggested ? 'filled' : 'default'} onClick={open}>
        {place.kind === 'rewrite' ? 'Show the plan' : placeNames[place.screen]}
      </Button>
    </div>
  );
};

/** What there is to do: on a screen where one shows it, else by a command to be copied. */
const FixRow = ({ fix }: { readonly fix: Fix }) => {
  const hasDatabase = useActiveDatabase() !== null;
  const { place } = fix;
  const isShown = place !== undefined && (place.kind === 'screen' || hasDatabase);
  return (
    <li className={classes.fix}>
      <div className={classes.fixText}>
        <strong>
          {fix.title}
          {fix.isSuggested && <span className={classes.suggested}>suggested</span>}
        </strong>
        <span>{fix.description}</span>
        {!isShown && fix.command !== null && <code>{fix.command}</code>}
      </div>
      {isShown ? (
        <PlaceOf place={place} isSuggested={fix.isSuggested} />
      ) : (
        fix.command !== null && (
          <div className={classes.fixEnd}>
            <Copied text={fix.command} what="command" isSuggested={fix.isSuggested} />
          </div>
        )
      )}
      {fix.lines !== null && <LinesOf fix={fix} lines={fix.lines} />}
    </li>
  );
};

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
