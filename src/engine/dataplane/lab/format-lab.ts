import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { Network, NetworkNamespace, Ruleset } from '../../linux/namespace/namespace.ts';
import { type Cidr, cidrParts, hostCidr } from '../../net/cidr.ts';
import type { IpFamily } from '../../net/ip.ts';
import { formatNftTables, formatNodeTables } from '../build/ruleset-text.ts';
import { expandSets } from '../policy/plain-rules.ts';
import { FAMILIES } from '../hosts/host.ts';
import { formatHost, formatPolicyRules, formatTunnelEnds, listProxyArp } from './lab-host.ts';
import { createWires, formatLinks, formatWire, type LabWire } from './lab-links.ts';
import { createLab, type Lab, type LabNamespace } from './lab-places.ts';
import { LAB_PROGRAM } from './lab-program.ts';
import { refuseLab } from './lab-refusal.ts';
import { LAB_HEAD, LAB_TAIL } from './lab-shell.ts';

const RESTORE: Readonly<Record<IpFamily, string>> = { 4: 'iptables-restore', 6: 'ip6tables-restore' };
/** Where `outside` namespaces answer for every address that nobody has. */
const OUTSIDE_PORT = 9;
const OUTSIDE_PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;

/** A script, or why there is none, as the end of a sentence. */
export type LabScript = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

/**
 * A bash script that builds the cluster's network out of network namespaces: `up`, `down`, `list`, `exec`, `request`. It is
 * made from the Network that packets are walked through, interface for interface, route for route and rule for rule, so
 * that what differs between the two is the walk and nothing else.
 * Names from objects reach the script only inside quotes and quoted here-documents.
 * Simplification: a pod that listens everywhere listens on the ports that the cluster mentions.
 */
export function formatLab(cluster: Cluster, network: Network): LabScript {
  const refusal = refuseLab(cluster, network);
  if (refusal !== undefined) return { ok: false, message: refusal };
  const lab = createLab(cluster, network);
  const wires = createWires(lab);
  const kinds = new Set(lab.namespaces.flatMap(({ model }) => model.interfaces().map(({ kind }) => kind)));
  const modules = (['vxlan', 'ipip'] as const).filter((kind) => kinds.has(kind));
  const nft = lab.namespaces.some(({ model }) => FAMILIES.some((family) => kindsOf(model.ruleset(family)).nftables));
  const text = [
    LAB_HEAD,
    `TOOLS='ip iptables-restore ip6tables-restore ${nft ? 'nft ' : ''}python3 awk'`,
    `MODULES='${modules.join(' ')}'`,
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
  return { ok: true, text };
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
      `ip -n ${namespace.netns} -batch - ${hereInput(formatHost(namespace, lab.deliveredIPs))}`,
      ...batch(`bridge -n ${namespace.netns}`, formatTunnelEnds(namespace)),
      ...listProxyArp(namespace, lab.namespaces).map(
        ({ device, gateways }) => `answer_for_others ${namespace.netns} ${[device, ...gateways].join(' ')}`,
      ),
      ...FAMILIES.flatMap((family) =>
        batch(`ip -${family} -n ${namespace.netns}`, formatPolicyRules(namespace, family)),
      ),
      ...FAMILIES.flatMap((family) => formatRules(namespace, family)),
    ]),
  ];
}

const batch = (command: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`${command} -batch - ${hereInput(lines)}`];

function formatRules({ netns, model }: LabNamespace, family: IpFamily): readonly string[] {
  const load = (command: string, text: string): string =>
    `ip netns exec ${netns} ${command} ${hereInput(text.trimEnd().split('\n'))}`;
  const ruleset = expandSets(model.ruleset(family));
  if (model.outside === true) {
    const own = ruleset.tables.length === 0 ? [] : [load(RESTORE[family], formatNodeTables(ruleset))];
    return [...own, load(`${RESTORE[family]} --noflush`, outsideRules(model, family))];
  }
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
function outsideRules(model: NetworkNamespace, family: IpFamily): string {
  const handedOn = passedOn(model, family).map((destination) => `-A PREROUTING -d ${destination} -j ACCEPT`);
  const rule = (protocol: string): string =>
    `-A PREROUTING -p ${protocol} -m addrtype ! --dst-type LOCAL -j REDIRECT --to-ports ${OUTSIDE_PORT}`;
  return ['*nat', ...handedOn, ...OUTSIDE_PROTOCOLS.map((protocol) => rule(protocol.toLowerCase())), 'COMMIT'].join(
    '\n',
  );
}

/** Addresses that it has a route to of their own, behind whom there is somebody, as it hands on what comes for them. */
function passedOn({ fib, neighbor, sysctls }: NetworkNamespace, family: IpFamily): readonly Cidr[] {
  if (!sysctls.ipForward) return [];
  return fib(family)
    .routes()
    .filter(({ type, destination }) => type === 'unicast' && isHostCidr(destination))
    .filter(({ destination, nexthops }) =>
      nexthops.some(({ device, via }) => neighbor(device, via ?? cidrParts(destination).network) !== undefined),
    )
    .map(({ destination }) => destination);
}

const isHostCidr = (cidr: Cidr): boolean => cidr === hostCidr(cidrParts(cidr).network);

/**
 * A JSON object per namespace: its name, the words for it, [protocol, port, who answers] of each listener, and of what hands on
 * connections [protocol, address, port, the namespace it connects from, to which addresses and ports].
 */
function formatListeners({ namespaces, places }: Lab): readonly string[] {
  return namespaces.map(({ id, netns, model, listeners, relays }) =>
    JSON.stringify({
      netns,
      places: places.filter((one) => one.netns === netns).map(({ place }) => place),
      addresses: model
        .interfaces()
        .filter(({ kind }) => kind === 'ethernet')
        .flatMap((device) => device.addresses.map(({ ip }) => ip)),
      listeners: [
        ...(model.outside === true ? OUTSIDE_PROTOCOLS.map((protocol) => [protocol, OUTSIDE_PORT, id]) : []),
        ...listeners.map(({ protocol, port, answers }) => [protocol, port, answers]),
      ],
      relays: relays.map(({ protocol, listen, port, netns: from, ends }) => [
        protocol,
        listen,
        port,
        from,
        ends.map((end) => [end.ip, end.port]),
      ]),
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
