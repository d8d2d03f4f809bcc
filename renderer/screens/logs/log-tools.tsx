import { ActionIcon, Button, SegmentedControl, Switch, TextInput, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconChevronDown, IconChevronUp, IconCopy, IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import type { LogLevel } from '../../../app/contract';
import { useCommand } from '../../commands/command-handlers';
import { KeyHint } from '../../frame/key-hint';
import { formatCount } from '../../text/format';
import type { LogSums } from './log-counts';
import type { Found } from './log-search';
import type { LogSource } from './log-source';
import { copiedText } from './log-text';
import classes from './log-view.module.css';

/** Which lines are shown. */
export type LevelFilter = 'all' | 'warning' | 'error';

/** The levels that a filter lets through; null: every one. */
export const levelsOf = (filter: LevelFilter): readonly LogLevel[] | null =>
  filter === 'all' ? null : [filter];

interface Props {
  readonly source: LogSource;
  readonly sums: LogSums | null;
  readonly level: LevelFilter;
  readonly onLevel: (level: LevelFilter) => void;
  readonly term: string;
  readonly found: Found;
  readonly onFind: (term: string, direction: 'next' | 'previous' | 'incremental') => void;
  readonly isFollowing: boolean;
  readonly onFollow: () => void;
  /** What is selected in the log; blank for nothing. */
  readonly selection: () => string;
}

const foundText = (term: string, { place, count }: Found): string => {
  if (term === '') return '';
  if (count === 0) return 'none';
  return place === 0 ? `${count}` : `${place} of ${count}`;
};

const Search = ({ sums, term, found, onFind }: Pick<Props, 'sums' | 'term' | 'found' | 'onFind'>) => {
  const field = useRef<HTMLInputElement>(null);
  useCommand('search', () => field.current?.select());
  return (
    <TextInput
      ref={field}
      className={classes.search}
      aria-label="Search the log"
      placeholder={`Search ${formatCount(sums?.lines ?? 0)} ${sums?.lines === 1 ? 'line' : 'lines'}`}
      value={term}
      onChange={({ currentTarget }) => onFind(currentTarget.value, 'incremental')}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && term !== '') onFind(term, event.shiftKey ? 'previous' : 'next');
        if (event.key !== 'Escape') return;
        onFind('', 'next');
        event.currentTarget.blur();
      }}
      leftSection={<IconSearch size={14} stroke={1.5} />}
      rightSectionWidth={term === '' ? 30 : 118}
      rightSection={
        term === '' ? (
          <KeyHint command="search" />
        ) : (
          <span className={classes.found}>
            <span aria-live="polite">{foundText(term, found)}</span>
            <ActionIcon size="xs" aria-label="Previous match" onClick={() => onFind(term, 'previous')}>
              <IconChevronUp size={14} stroke={1.5} />
            </ActionIcon>
            <ActionIcon size="xs" aria-label="Next match" onClick={() => onFind(term, 'next')}>
              <IconChevronDown size={14} stroke={1.5} />
            </ActionIcon>
          </span>
        )
      }
    />
  );
};

/** Filter, search, copy and follow of a log. */
export const LogTools = ({
  source,
  sums,
  level,
  onLevel,
  isFollowing,
  onFollow,
  selection,
  ...search
}: Props) => {
  const { copied, copy } = useClipboard();
  return (
    <>
      <SegmentedControl
        aria-label="Levels"
        value={level}
        onChange={(value) => onLevel(value === 'warning' || value === 'error' ? value : 'all')}
        data={[
          { value: 'all', label: 'All' },
          { value: 'warning', label: `Warnings ${formatCount(sums?.warnings ?? 0)}` },
          { value: 'error', label: `Errors ${formatCount(sums?.errors ?? 0)}` },
        ]}
      />
      <Search sums={sums} {...search} />
      <Tooltip label="Copy what is selected, or all lines that are here">
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          leftSection={copied ? <IconCheck size={16} stroke={1.5} /> : <IconCopy size={16} stroke={1.5} />}
          onClick={() => copy(selection() || (source.getState().lines ?? []).map(copiedText).join('\n'))}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </Tooltip>
      <Switch label="Follow" checked={isFollowing} onChange={onFollow} />
      <KeyHint command="follow-log" />
    </>
  );
};
