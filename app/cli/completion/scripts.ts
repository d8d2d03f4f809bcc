/** The command behind the scripts; not for people, hence not in the help. */
export const completeCommand = '__complete';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

// What each script gets back: a first line that says `names`, `files` or `folders`, then one candidate a line, made ready for its shell.

const bash = `# Completion of manysite for bash. In ~/.bashrc: eval "$(manysite completion bash)"
_manysite() {
  local line kind=""
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ -z $kind ]]; then kind=$line; else COMPREPLY+=("$line"); fi
  done < <("\${1/#\\~/$HOME}" ${completeCommand} bash -- "\${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
  # bash 3.2 of macOS has no compopt: it offers files where nothing else is known.
  case $kind in
    files) ;;
    folders) compopt -o dirnames +o default 2>/dev/null ;;
    *) compopt +o default 2>/dev/null ;;
  esac
  return 0
}
complete -o default -F _manysite manysite
`;

const zsh = `#compdef manysite
# Completion of manysite for zsh. In ~/.zshrc, after compinit: eval "$(manysite completion zsh)"
_manysite() {
  local -a lines before
  before=("\${(@Q)words[2,CURRENT-1]}")
  (( CURRENT > 2 )) || before=()
  lines=("\${(@f)$("\${(Q)words[1]}" ${completeCommand} zsh -- "\${before[@]}" "\${(Q)PREFIX}" 2>/dev/null)}")
  case $lines[1] in
    files) compset -P 1 '--*='; _files ;;
    folders) compset -P 1 '--*='; _files -/ ;;
    values) compset -P 1 '--*='; lines=("\${(@)lines[2,-1]}"); (( $#lines )) && _describe manysite lines ;;
    *) lines=("\${(@)lines[2,-1]}"); (( $#lines )) && _describe manysite lines ;;
  esac
}
compdef _manysite manysite
`;

const fish = `# Completion of manysite for fish. Once: manysite completion fish > ~/.config/fish/completions/manysite.fish
function __manysite_complete
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  set -l program $words[1]
  set -e words[1]
  set -l lines ($program ${completeCommand} fish -- $words "$current" 2>/dev/null)
  set -l kind $lines[1]
  set -e lines[1]
  printf '%s\\n' $lines
  switch "$kind"
    case files
      __fish_complete_path "$current"
    case folders
      __fish_complete_directories "$current" ''
  end
end
complete -c manysite -f -a '(__manysite_complete)'
`;

/** What a shell reads once to complete our command lines; it asks us for everything else. */
export const scriptFor: Readonly<Record<Shell, string>> = { bash, zsh, fish };
