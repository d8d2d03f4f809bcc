import type { Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { projectOf } from '../choose-project';
import { type DatabaseOptions, databaseNameOf, databaseOption } from '../database-option';
import { renderExplanation } from '../output/explanation-text';
import { withHost } from '../session';

/** What a browser would send as Host, also of a whole address. */
const hostOf = (given: string): string =>
  given
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/[/?#].*$/s, '');

export const addExplain = (program: Command, line: CommandLine): void =>
  addCommand<DatabaseOptions>(program, line, {
    usage: 'explain <host>',
    summary: 'Tell why a host is answered by the site that answers it',
    description:
      'For both modes: the aliases that are tried in order, what Python makes of them, what the router does, and why they differ.',
    examples: ['manysite explain portal.127.0.0.1.nip.io', 'manysite explain http://www.example.com:8000/'],
    isOfProject: true,
    options: databaseOption,
    run: (call) =>
      withHost(call, async ({ client }) => {
        const { id } = await projectOf(call, client);
        const explained = await client.sites.explain({
          projectId: id,
          database: await databaseNameOf(client, id, call.options.database),
          host: hostOf(call.operands[0] ?? ''),
        });
        call.printer.result(explained, (paint) => renderExplanation(explained, paint));
      }),
  });
