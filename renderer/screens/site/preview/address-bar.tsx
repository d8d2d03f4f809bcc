import { TextInput } from '@mantine/core';
import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { useState } from 'react';
import type { Site } from '../../../../app/contract';
import { formatDuration } from '../../../text/format';
import { splitDomain } from '../../../text/local-domain';
import { type Address, hostsOf, parseAddress } from './address';
import type { PageFacts } from './page';
import classes from './preview.module.css';

interface Props {
  readonly site: Site;
  readonly address: Address;
  /** Null: what is measured is of another page. */
  readonly facts: PageFacts | null;
  readonly onGo: (address: Address) => void;
}

const Shown = ({ site, address: { side, host, path } }: Pick<Props, 'site' | 'address'>) => {
  const parts = side === 'real' ? { before: '', slug: host, after: '' } : splitDomain(host, site.slug);
  return (
    <span className={`mono ${classes.shown}`} aria-hidden="true">
      <span className={classes.rest}>{parts.before}</span>
      {parts.slug}
      <span className={classes.rest}>{parts.after}</span>
      {path}
    </span>
  );
};

/** Status and time of the last answer, as far as they are known. */
const answerOf = (facts: PageFacts | null): string | null => {
  if (facts === null || facts.status === null || facts.status < 100) return null;
  return [facts.status, ...(facts.durationMs === null ? [] : [formatDuration(facts.durationMs)])].join(' · ');
};

/** Where the preview is; another path is typed here. */
export const AddressBar = ({ site, address, facts, onGo }: Props) => {
  const [typed, setTyped] = useState<string | null>(null);
  const [isRefused, setIsRefused] = useState(false);
  const text = `${address.host}${address.path}`;
  const answer = answerOf(facts);
  const { local, real } = hostsOf(site);
  const stop = (): void => {
    setTyped(null);
    setIsRefused(false);
  };
  const go = (): void => {
    const next = parseAddress(typed ?? text, site, address);
    if (next === null) setIsRefused(true);
    else {
      stop();
      onGo(next);
    }
  };
  return (
    <div
      className={classes.address}
      data-typing={typed === null ? undefined : true}
      data-answered={answer === null ? undefined : true}
    >
      <TextInput
        aria-label="Address of the preview"
        leftSection={
          address.side === 'real' ? (
            <IconLock size={14} stroke={1.5} />
          ) : (
            <IconLockOpen size={14} stroke={1.5} />
          )
        }
        rightSection={
          answer !== null &&
          typed === null && (
            <span className={classes.answer} data-bad={(facts?.status ?? 0) >= 400 ? true : undefined}>
              {answer}
            </span>
          )
        }
        rightSectionWidth={96}
        classNames={{ input: `mono ${classes.addressInput}` }}
        spellCheck={false}
        value={typed ?? text}
        error={
          isRefused && `Only ${[...local, ...(real === null ? [] : [real])].join(', ')} can be shown here.`
        }
        onFocus={({ currentTarget }) => {
          setTyped(text);
          const field = currentTarget;
          requestAnimationFrame(() => field.select());
        }}
        onBlur={stop}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setIsRefused(false);
        }}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Enter') {
            go();
            if (parseAddress(currentTarget.value, site, address) !== null) currentTarget.blur();
          }
          if (key === 'Escape') currentTarget.blur();
        }}
      />
      <Shown site={site} address={address} />
    </div>
  );
};
