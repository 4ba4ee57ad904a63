import { type Call, CallError } from './call.ts';
import { COMMAND_TEXTS, OPTION_TEXTS, optionsOf, PROGRAM_OPTIONS } from './options.ts';

const SHELLS: ReadonlyMap<string, () => string> = new Map([
  ['bash', bash],
  ['zsh', zsh],
  ['fish', fish],
]);

/** `packetwalk completion bash|zsh|fish`: a script for that shell; how to load it stands on its first line. */
export function completion(call: Call): string {
  const [shell = ''] = call.positionals;
  const script = SHELLS.get(shell);
  if (script === undefined || call.positionals.length > 1) {
    throw new CallError(`completion is for ${[...SHELLS.keys()].join(', ')}`);
  }
  return script();
}

const commands = (): string => [...COMMAND_TEXTS.keys()].join(' ');

function bash(): string {
  const own = [...COMMAND_TEXTS.keys()].map(
    (command) =>
      `    ${command}) words="${optionsOf(command)
        .map((name) => `--${name}`)
        .join(' ')}" ;;`,
  );
  const values = Object.entries(OPTION_TEXTS).flatMap(([name, { values: known }]) =>
    known === undefined
      ? []
      : [`    --${name}) COMPREPLY=($(compgen -W "${known.join(' ')}" -- "$current")); return ;;`],
  );
  return `# source <(packetwalk completion bash)
_packetwalk() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    case "$current" in
      -*) words="${PROGRAM_OPTIONS.map((name) => `--${name}`).join(' ')}" ;;
      *) words="${commands()}" ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    return
  fi
  if [ "\${COMP_WORDS[1]}" = completion ]; then
    COMPREPLY=($(compgen -W "${[...SHELLS.keys()].join(' ')}" -- "$current"))
    return
  fi
  case "$previous" in
${values.join('\n')}
  esac
  case "\${COMP_WORDS[1]}" in
${own.join('\n')}
  esac
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
    *) COMPREPLY=($(compgen -f -- "$current")) ;;
  esac
}
complete -o filenames -F _packetwalk packetwalk
`;
}

function zsh(): string {
  const own = [...COMMAND_TEXTS.keys()].map((command) => {
    const options = optionsOf(command).map((name) => {
      const { text, value, values, multiple } = OPTION_TEXTS[name];
      const action = values === undefined ? '_files' : `(${values.join(' ')})`;
      const argument = value === undefined ? '' : `:${plain(value)}:${action}`;
      return `'${multiple === true ? '*' : ''}--${name}[${plain(text)}]${argument}'`;
    });
    const rest = command === 'completion' ? `'1:shell:(${[...SHELLS.keys()].join(' ')})'` : `'*:file:_files'`;
    return `    ${command}) _arguments ${[...options, rest].join(' ')} ;;`;
  });
  const known = [...COMMAND_TEXTS].map(([name, { text }]) => `'${name}:${plain(text)}'`);
  const options = PROGRAM_OPTIONS.map((name) => `'--${name}:${plain(OPTION_TEXTS[name].text)}'`);
  return `#compdef packetwalk
# source <(packetwalk completion zsh)
_packetwalk() {
  local -a commands=(${known.join(' ')}) options=(${options.join(' ')})
  if (( CURRENT == 2 )); then
    if [[ $words[2] == -* ]]; then _describe option options; else _describe command commands; fi
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${own.join('\n')}
  esac
}
compdef _packetwalk packetwalk
`;
}

/** Without what ends a word of _arguments. */
const plain = (text: string): string => text.replace(/['[\]:]/g, ' ');

function fish(): string {
  const names = [...COMMAND_TEXTS].map(
    ([name, { text }]) => `complete -c packetwalk -f -n __fish_use_subcommand -a ${name} -d '${quoted(text)}'`,
  );
  const options = [...COMMAND_TEXTS.keys()].flatMap((command) =>
    optionsOf(command).map((name) => {
      const { text, value, values } = OPTION_TEXTS[name];
      const argument = value === undefined ? '' : values === undefined ? ' -r' : ` -x -a '${values.join(' ')}'`;
      return `complete -c packetwalk -n '__fish_seen_subcommand_from ${command}' -l ${name}${argument} -d '${quoted(text)}'`;
    }),
  );
  const shells = `complete -c packetwalk -f -n '__fish_seen_subcommand_from completion' -a '${[...SHELLS.keys()].join(' ')}'`;
  const alone = PROGRAM_OPTIONS.map(
    (name) => `complete -c packetwalk -n __fish_use_subcommand -l ${name} -d '${quoted(OPTION_TEXTS[name].text)}'`,
  );
  return `# packetwalk completion fish | source\n${[...names, ...alone, ...options, shells].join('\n')}\n`;
}

const quoted = (text: string): string => text.replace(/['\\]/g, (sign) => `\\${sign}`);
