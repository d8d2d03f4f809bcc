/** What a value on the command line names, hence where its candidates come from. */
export type Named =
  | 'project'
  | 'database'
  | 'snapshot'
  | 'site'
  | 'host'
  | 'server'
  | 'job'
  | 'mode'
  | 'file'
  | 'folder'
  /** Whatever a person thinks of: a label, a number, a format. */
  | 'free';

/**
 * The words that commands use for their operands and for the values of their options (`switch <database>`, `--site <site>`), each with
 * what completes it. A command that uses them is completed without being named here; a test refuses words that are missing.
 */
const namedBy: Readonly<Record<string, Named>> = {
  project: 'project',
  database: 'database',
  snapshot: 'snapshot',
  name: 'snapshot',
  site: 'site',
  host: 'host',
  server: 'server',
  job: 'job',
  mode: 'mode',
  dump: 'file',
  file: 'file',
  folder: 'folder',
  domain: 'host',
  slug: 'free',
  text: 'free',
  'old=new': 'free',
  label: 'free',
  format: 'free',
  port: 'free',
  number: 'free',
  lines: 'free',
  command: 'free',
  count: 'free',
  'id=slug': 'free',
  key: 'free',
  'key=value': 'free',
};

/** @returns undefined for a word that is not known */
export const namedByPlaceholder = (placeholder: string): Named | undefined => namedBy[placeholder];
