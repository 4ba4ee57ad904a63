import { COMMAND_TEXTS, OPTION_TEXTS, optionsOf } from './options.ts';

const FILES = `FILE is YAML or JSON of any number of objects, a directory, a share link, a scenario file, a picture made by Share, or - for standard input.
A link, scenario file or picture that shows a request brings it along: trace, resolve and rules then need no --from, --to, NAME or --node.`;

const EXAMPLES = `  kubectl get all,endpointslices,ingress,networkpolicies,nodes -A -o yaml > cluster.yaml
  packetwalk trace cluster.yaml --from pod/shop/web-0 --to http://cart.shop/
  packetwalk trace manifests/ --from internet --to https://shop.example/ --via ingress/shop/shop --expect reachable
  packetwalk reach manifests/`;

/** What a person who typed the program's name wants to know. */
export function programHelp(): string {
  const commands = [...COMMAND_TEXTS].map(([name, { text }]) => `  ${name.padEnd(COLUMN)} ${text}`);
  return `packetwalk follows one packet through a Kubernetes cluster, from its manifests alone.

usage: packetwalk COMMAND FILE... [options]

${commands.join('\n')}

${FILES}
packetwalk COMMAND --help tells the options of a command, packetwalk --version ${OPTION_TEXTS.version.text}.

For example:
${EXAMPLES}

Exit code: 0 done, 1 the input could not be used, 2 the call is wrong, 3 --expect was not met.
`;
}

/** The help of one command; that of the program for a command there is not. */
export function commandHelp(command: string): string {
  const found = COMMAND_TEXTS.get(command);
  if (found === undefined) return programHelp();
  const options = optionsOf(command).map((name) => {
    const { short, value, values, text } = OPTION_TEXTS[name];
    const head = `--${name}${short === undefined ? '' : `, -${short}`}${value === undefined ? '' : ` ${value}`}`;
    return `  ${head.padEnd(OPTION_COLUMN)} ${text}${values === undefined ? '' : ` (${values.join(', ')})`}`;
  });
  return `${found.text.charAt(0).toUpperCase()}${found.text.slice(1)}.

usage: packetwalk ${command} ${found.call} [options]

${options.join('\n')}
${command === 'completion' ? '' : `\n${FILES}\n`}`;
}

/** Behind a message about a wrong call: where to look. */
export function usageHint(command: string): string {
  const found = COMMAND_TEXTS.get(command);
  if (found === undefined) return `usage: packetwalk COMMAND FILE... [options]; packetwalk --help lists the commands\n`;
  return `usage: packetwalk ${command} ${found.call} [options]; packetwalk ${command} --help lists the options\n`;
}

const COLUMN = 10;
const OPTION_COLUMN = 28;
