/** Why a database needs attention, in parts. */
export interface Attention {
  /** What failed, in one line. */
  readonly what: string;
  /** The last thing that the failed step said, which as a rule is the error. */
  readonly lastWords: string | null;
  /** All that is known of what it said. */
  readonly output: string | null;
}

/** @param text the engine's: what failed in the first line, then the last lines of its output */
export const attentionOf = (text: string | null): Attention => {
  const [first = '', ...lines] = (text ?? '').split('\n');
  const output = lines.join('\n').trim();
  return {
    what: first.replaceAll('`', '').trim() || 'It needs attention.',
    lastWords: output === '' ? null : (output.split('\n').at(-1)?.trim() ?? null),
    output: output === '' ? null : output,
  };
};
