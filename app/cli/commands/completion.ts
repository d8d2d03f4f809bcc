import { Argument, type Command } from 'commander';
import { addCommand, type CommandLine } from '../add-command';
import { scriptFor, shells } from '../completion/scripts';

export const addCompletion = (program: Command, line: CommandLine): void =>
  addCommand(program, line, {
    usage: 'completion',
    summary: 'Print what makes a shell complete commands, options and names',
    description:
      'In ~/.bashrc or ~/.zshrc: eval "$(manysite completion bash)", or zsh. For fish: manysite completion fish > ~/.config/fish/completions/manysite.fish. Names of projects, databases and sites come from a host that runs already; none is started.',
    examples: ['eval "$(manysite completion bash)"', 'manysite completion fish'],
    isOfProject: false,
    options: (command) => command.addArgument(new Argument('<shell>').choices(shells)),
    run: async (call) => {
      const shell = shells.find((known) => known === call.operands[0]);
      if (shell === undefined) throw new Error('commander lets no other shell through');
      call.printer.result({ shell, script: scriptFor[shell] }, () => scriptFor[shell]);
    },
  });
