import type { Cluster } from '../../kubernetes/cluster.ts';
import type { Network } from '../../linux/namespace.ts';
import type { Ruleset } from '../../linux/netfilter.ts';
import type { IpFamily } from '../../net/ip.ts';
import { buildNetwork } from '../build-network.ts';
import { formatNftTables, formatNodeTables } from '../kube-proxy/ruleset-text.ts';
import { FAMILIES } from '../topology/host.ts';
import { createWires, formatHost, formatLinks, formatWire, type LabWire } from './lab-commands.ts';
import { createLab, type Lab, type LabNamespace } from './lab-places.ts';
import { LAB_PROGRAM } from './lab-program.ts';
import { LAB_HEAD, LAB_TAIL } from './lab-shell.ts';

const RESTORE: Readonly<Record<IpFamily, string>> = { 4: 'iptables-restore', 6: 'ip6tables-restore' };
/** Where `outside` namespaces answer for every address that nobody has. */
const OUTSIDE_PORT = 9;

/**
 * A bash script that builds the cluster's network out of network namespaces: `up`, `down`, `list`, `exec`, `request`. It is
 * made from the Network that packets are walked through, interface for interface, route for route and rule for rule, so
 * that what differs between the two is the walk and nothing else. `network` absent: the cluster's own.
 * Names from objects reach the script only inside quotes and quoted here-documents.
 * Simplification: a pod that listens everywhere listens on the ports that the cluster mentions; no SCTP listeners.
 */
export function formatLab(cluster: Cluster, network: Network = buildNetwork(cluster)): string {
  const lab = createLab(cluster, network);
  const wires = createWires(lab);
  const nft = lab.namespaces.some(({ model }) => FAMILIES.some((family) => kindsOf(model.ruleset(family)).nftables));
  return [
    LAB_HEAD,
    `TOOLS='ip iptables-restore ip6tables-restore ${nft ? 'nft ' : ''}python3 awk'`,
    `PLACES=${hereDocument(lab.places.map(({ place, netns }) => `${oneLine(place)}\t${netns}`))}`,
    '',
    `listeners() {\n  cat ${hereInput(formatListeners(lab))}\n}`,
    '',
    `program() {\n  cat ${hereInput(LAB_PROGRAM.trimEnd().split('\n'))}\n}`,
    '',
    'build() {',
    ...formatBuild(lab, wires),
    '}',
    '',
    LAB_TAIL,
  ].join('\n');
}

function formatBuild(lab: Lab, wires: readonly LabWire[]): readonly string[] {
  return [
    ...wires.map(({ netns }) => `namespace ${netns} 0 0 0`),
    ...lab.namespaces.map(({ netns, model: { sysctls } }) => {
      const flags = [sysctls.ipForward, sysctls.bridgeNfCallIptables, sysctls.routeLocalnet].map(Number);
      return `namespace ${netns} ${flags.join(' ')}`;
    }),
    `ip -batch - ${hereInput(formatLinks(lab, wires))}`,
    ...wires.map((wire) => `ip -n ${wire.netns} -batch - ${hereInput(formatWire(wire))}`),
    ...lab.namespaces.flatMap((namespace) => [
      '',
      `# ${oneLine(namespace.id)}`,
      `ip -n ${namespace.netns} -batch - ${hereInput(formatHost(namespace))}`,
      ...FAMILIES.flatMap((family) => formatRules(namespace, family)),
    ]),
  ];
}

function formatRules({ netns, model }: LabNamespace, family: IpFamily): readonly string[] {
  const load = (command: string, text: string): string =>
    `ip netns exec ${netns} ${command} ${hereInput(text.trimEnd().split('\n'))}`;
  if (model.outside === true) return [load(RESTORE[family], outsideRules())];
  const ruleset = model.ruleset(family);
  const { iptables, nftables } = kindsOf(ruleset);
  return [
    ...(iptables ? [load(RESTORE[family], formatNodeTables(ruleset))] : []),
    ...(nftables ? [load('nft -f -', formatNftTables(ruleset))] : []),
  ];
}

function kindsOf({ tables }: Ruleset): { readonly iptables: boolean; readonly nftables: boolean } {
  return {
    iptables: tables.some(({ nft }) => nft === undefined),
    nftables: tables.some(({ nft }) => nft !== undefined),
  };
}

/** Whatever comes in for an address that nobody has is answered. */
function outsideRules(): string {
  const rule = (protocol: string): string =>
    `-A PREROUTING -p ${protocol} -m addrtype ! --dst-type LOCAL -j REDIRECT --to-ports ${OUTSIDE_PORT}`;
  return ['*nat', rule('tcp'), rule('udp'), 'COMMIT'].join('\n');
}

/** A JSON object per namespace: its name, the words for it, and [protocol, port, who answers] of each listener. */
function formatListeners({ namespaces, places }: Lab): readonly string[] {
  return namespaces.map(({ id, netns, model, listeners }) =>
    JSON.stringify({
      netns,
      places: places.filter((one) => one.netns === netns).map(({ place }) => place),
      listeners: [
        ...(model.outside === true ? (['TCP', 'UDP'] as const).map((protocol) => [protocol, OUTSIDE_PORT, id]) : []),
        ...listeners.map(({ protocol, port, answers }) => [protocol, port, answers]),
      ],
    }),
  );
}

/** Control characters, which no name that Kubernetes accepts has, would end a line. */
function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '?');
}

/** `<<'END'` and the lines, which reach the command as they are; the delimiter is none of them. */
function hereInput(lines: readonly string[]): string {
  let end = 'END';
  for (let number = 2; lines.includes(end); number += 1) end = `END${number}`;
  return [`<<'${end}'`, ...lines, end].join('\n');
}

function hereDocument(lines: readonly string[]): string {
  return `$(cat ${hereInput(lines)}\n)`;
}
