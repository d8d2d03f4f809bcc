import type { Argument, Command, Option } from 'commander';
import { type Named, namedByPlaceholder } from './placeholders';

/** One thing that could stand here. */
export interface Candidate {
  readonly value: string;
  /** One line; empty where there is nothing to say. */
  readonly description: string;
}

/** What the word at the cursor can be, before anybody is asked for names. */
export interface Expected {
  /** Begins each candidate, e.g. `--project=`. */
  readonly prefix: string;
  /** Known from the program itself: commands, options, choices. */
  readonly candidates: readonly Candidate[];
  /** Names that somebody must be asked for. */
  readonly named: Named;
  /** Values of options that decide which names are meant, by the option's placeholder. */
  readonly given: Readonly<Partial<Record<Named, string>>>;
}

interface Walk {
  readonly program: Command;
  readonly isHelp: boolean;
  readonly command: Command;
  /** Operands of that command before the cursor. */
  readonly operandCount: number;
  /** The option whose value the cursor is at. */
  readonly openOption: Option | null;
  /** Nothing that begins with a hyphen is an option any more. */
  readonly isOperandOnly: boolean;
  readonly used: ReadonlySet<Option>;
  readonly given: Readonly<Partial<Record<Named, string>>>;
}

/** The word inside the brackets of `--site <site>`; null for an option without a value. */
export const placeholderOf = ({ flags }: Option): string | null =>
  /[<[]([^>\]]+)[>\]]/.exec(flags)?.[1]?.replace(/\.\.\.$/, '') ?? null;

/** Options of a command and of those above it, which may stand behind it too; the nearest of each name. */
const optionsOf = (command: Command): readonly Option[] => {
  const own = command.createHelp().visibleOptions(command);
  if (command.parent === null) return own;
  const names = new Set(own.map(({ long }) => long));
  return [...own, ...optionsOf(command.parent).filter(({ long }) => !names.has(long))];
};

const subcommandsOf = (command: Command): readonly Command[] => command.createHelp().visibleCommands(command);

const optionOf = (command: Command, word: string): Option | undefined =>
  optionsOf(command).find(({ long, short }) => word === long || word === short);

const namedOption = (option: Option): Named => namedByPlaceholder(placeholderOf(option) ?? '') ?? 'free';

/** One complete word further. */
const step = (walk: Walk, word: string): Walk => {
  if (walk.openOption !== null) {
    const given = { ...walk.given, [namedOption(walk.openOption)]: word };
    return { ...walk, openOption: null, given };
  }
  if (!walk.isOperandOnly && word === '--') return { ...walk, isOperandOnly: true };
  if (!walk.isOperandOnly && word.startsWith('-') && word !== '-') {
    const [flag = word, value] = word.startsWith('--') ? word.split(/=(.*)/s, 2) : [word];
    const option = optionOf(walk.command, flag);
    if (option === undefined) return walk;
    const used = new Set([...walk.used, option]);
    if (value !== undefined) return { ...walk, used, given: { ...walk.given, [namedOption(option)]: value } };
    return { ...walk, used, openOption: option.required ? option : null };
  }
  const subcommand = subcommandsOf(walk.command).find(
    (command) => command.name() === word || command.aliases().includes(word),
  );
  if (subcommand !== undefined && walk.operandCount === 0)
    return { ...walk, command: subcommand, isHelp: subcommand.parent === null };
  return { ...walk, operandCount: walk.operandCount + 1 };
};

const asCandidate = (value: string): Candidate => ({ value, description: '' });

const valueExpected = (
  choices: readonly string[] | undefined,
  placeholder: string | null,
): Pick<Expected, 'candidates' | 'named'> =>
  choices === undefined
    ? { candidates: [], named: namedByPlaceholder(placeholder ?? '') ?? 'free' }
    : { candidates: choices.map(asCandidate), named: 'free' };

const ofOptions = ({ command, used }: Walk, word: string): readonly Candidate[] =>
  optionsOf(command)
    // One with a value may be given several times, or once more to correct it.
    .filter((option) => !used.has(option) || placeholderOf(option) !== null)
    .flatMap(({ long, short, description }) =>
      [long, word === '-' ? short : undefined]
        .filter((flag) => typeof flag === 'string')
        .map((value) => ({ value, description })),
    );

const operandAt = ({ command, operandCount }: Walk): Argument | undefined => {
  const operands = command.registeredArguments;
  const last = operands.at(-1);
  return operands[operandCount] ?? (last?.variadic === true ? last : undefined);
};

const ofOperands = (walk: Walk): Pick<Expected, 'candidates' | 'named'> => {
  const { command, operandCount } = walk;
  // `help switch`: commander's own command does not tell what it takes.
  if (walk.isHelp)
    return operandCount === 0 ? { candidates: commandsOf(walk.program), named: 'free' } : nothing;
  const commands = operandCount === 0 ? commandsOf(command) : [];
  const operand = operandAt(walk);
  if (operand === undefined) return { candidates: commands, named: 'free' };
  const value = valueExpected(operand.argChoices, operand.name());
  return { ...value, candidates: [...commands, ...value.candidates] };
};

const nothing = { candidates: [], named: 'free' } as const;

const commandsOf = (command: Command): readonly Candidate[] =>
  subcommandsOf(command).map((sub) => ({
    value: sub.name(),
    description: sub.summary() || sub.description(),
  }));

/**
 * What can stand at the cursor of a command line. Read off the program, so that no command, option or choice has to be told twice.
 *
 * @param words after the program's name; the last one is at the cursor, and may be empty or half
 */
export const completeWords = (program: Command, words: readonly string[]): Expected => {
  const start: Walk = {
    program,
    isHelp: false,
    command: program,
    operandCount: 0,
    openOption: null,
    isOperandOnly: false,
    used: new Set(),
    given: {},
  };
  const walk = words.slice(0, -1).reduce(step, start);
  const word = words.at(-1) ?? '';
  const { openOption, given } = walk;
  if (openOption !== null)
    return { prefix: '', given, ...valueExpected(openOption.argChoices, placeholderOf(openOption)) };
  if (!walk.isOperandOnly && word.startsWith('-')) {
    const [, flag = ''] = /^(--[^=]+)=/.exec(word) ?? [];
    const option = flag === '' ? undefined : optionOf(walk.command, flag);
    return option === undefined
      ? { prefix: '', given, candidates: ofOptions(walk, word), named: 'free' }
      : { prefix: `${flag}=`, given, ...valueExpected(option.argChoices, placeholderOf(option)) };
  }
  return { prefix: '', given, ...ofOperands(walk) };
};
