/** What an option is, said once: the parser, the help and the shell completion are made from it. */
export interface OptionText {
  /** What stands behind it; absent: nothing does. */
  readonly value?: string;
  /** All it can be, where these are few. */
  readonly values?: readonly string[];
  readonly multiple?: true;
  readonly short?: string;
  readonly text: string;
  /** Commands that read it; absent: all; none: it stands alone. */
  readonly of?: readonly string[];
}

const OPTIONS = {
  from: {
    value: 'SOURCE',
    text: 'who asks: pod/NS/NAME[/CONTAINER], deployment/NS/NAME and other workloads (a pod of it that is ready), node/NAME, internet, or ip/ADDRESS@NODE: a host outside (of the VPC: an address of the nodes’ subnet) whose packet gets to that node',
    of: ['trace', 'link', 'resolve'],
  },
  to: { value: 'URL', text: 'what is asked for: http://web.shop/cart, tcp://10.96.0.1:443 …', of: ['trace', 'link'] },
  via: {
    value: 'ENTRY',
    text: 'the host resolves to this one: ingress/NS/NAME, gateway/NS/NAME[/LISTENER], route/NS/NAME',
    of: ['trace', 'link'],
  },
  method: { value: 'GET', text: 'the HTTP method', of: ['trace', 'link'] },
  header: { value: '"Name: value"', multiple: true, text: 'an HTTP header; may be repeated', of: ['trace', 'link'] },
  bytes: { value: 'N', text: 'the size of a UDP or ICMP packet', of: ['trace', 'link'] },
  requests: { value: 'FILE', text: 'many requests instead: a JSON object a line, - for standard input', of: ['trace'] },
  expect: {
    value: 'VERDICT',
    values: ['reachable', 'unreachable'],
    text: 'exit with 3 when the verdict is another, and with 1 when a document could not be read',
    of: ['trace'],
  },
  all: { text: 'every way the request can go, and every name lookup', of: ['trace'] },
  rules: { text: 'every step, with the rule that matched', of: ['trace'] },
  output: { value: 'FORM', values: ['text', 'json', 'markdown', 'mermaid'], text: 'how it is printed', of: ['trace'] },
  node: { value: 'NAME', text: 'whose rules', of: ['rules'] },
  family: { value: 'FAMILY', values: ['ipv4', 'ipv6'], text: 'which rules; default ipv4', of: ['rules'] },
  queries: { value: 'FILE', text: 'many names instead: a JSON object a line', of: ['resolve'] },
  type: { value: 'TYPE', values: ['A', 'AAAA', 'SRV'], text: 'the record type; default A and AAAA', of: ['resolve'] },
  'gateway-class': { value: 'NAME', text: 'the class of the Gateways that are drafted', of: ['migrate'] },
  base: { value: 'URL', text: 'the page the link opens', of: ['link'] },
  namespace: { value: 'NAME', text: 'for objects without one; default "default"' },
  'proxy-mode': {
    value: 'MODE',
    values: ['iptables', 'nftables', 'ipvs', 'ebpf'],
    text: 'overrides what the objects say, as do the next five',
  },
  'kubernetes-version': { value: '1.36', text: 'whose rules are meant, wherever versions differ' },
  cni: { value: 'NAME', text: 'the CNI plugin: calico, cilium, flannel, aws-vpc-cni …' },
  cloud: { value: 'NAME', values: ['eks', 'gke', 'aks'], text: 'the managed cluster' },
  'pod-cidr': { value: 'CIDR[,CIDR]', text: 'where pods have their addresses' },
  'service-cidr': { value: 'CIDR[,CIDR]', text: 'where Services have theirs' },
  json: { text: 'machine-readable output, and nothing else on standard output' },
  help: { short: 'h', text: 'this' },
  version: { text: 'which packetwalk this is', of: [] },
} as const satisfies Readonly<Record<string, OptionText>>;

export type OptionName = keyof typeof OPTIONS;

export const OPTION_TEXTS: Readonly<Record<OptionName, OptionText>> = OPTIONS;

export interface CommandText {
  /** What stands behind the name, in the order it is written. */
  readonly call: string;
  readonly text: string;
}

/** Every command, in the order of the help. */
export const COMMAND_TEXTS: ReadonlyMap<string, CommandText> = new Map([
  ['trace', { call: 'FILE... --from SOURCE --to URL', text: 'walk one request: the verdict, why, and a line per hop' }],
  ['reach', { call: 'FILE...', text: 'which workloads can connect to which, on which ports' }],
  ['rules', { call: 'FILE... --node NAME', text: 'the ruleset kube-proxy would load on that node' }],
  ['resolve', { call: 'FILE... --from pod/NS/NAME NAME', text: 'what a name resolves to in that pod' }],
  ['inspect', { call: 'FILE...', text: 'what the importer understood' }],
  [
    'migrate',
    { call: 'FILE...', text: 'Ingresses of ingress-nginx as Gateways and routes, and what is answered otherwise' },
  ],
  ['link', { call: 'FILE...', text: 'a share link that opens this cluster in the browser' }],
  ['lab', { call: 'FILE...', text: 'a shell script that builds its network in Linux network namespaces' }],
  ['completion', { call: 'bash|zsh|fish', text: 'a script that completes commands and options in that shell' }],
]);

/** What stands without a command. */
export const PROGRAM_OPTIONS: readonly OptionName[] = ['help', 'version'];

/** The options a command reads, its own before those that all have. */
export function optionsOf(command: string): readonly OptionName[] {
  const names = Object.keys(OPTIONS) as OptionName[];
  if (command === 'completion') return ['help'];
  return names.filter((name) => OPTION_TEXTS[name].of?.includes(command) ?? true);
}
