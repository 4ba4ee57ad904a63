import { ANY_IPV4, ANY_IPV6 } from '../../net/cidr.ts';
import { ipFamily, type IpFamily } from '../../net/ip.ts';
import type { Interface, Ruleset, Table } from '../namespace/namespace.ts';
import type { NeighborEntry } from '../model/devices.ts';
import type { Nexthop, Route, RoutingRule } from '../model/routes.ts';
import type { Chain } from '../model/netfilter.ts';
import { formatHex } from './print-match.ts';
import { formatNftTable } from './print-nft.ts';
import { formatRule } from './print-rule.ts';

/**
 * The table as iptables-save prints it, from `*name` to `COMMIT`; counters are 0, dates are left out. One of nftables as
 * `nft list table` prints it.
 */
export function formatTable(table: Table): string {
  if (table.nft !== undefined) return formatNftTable(table, table.nft);
  const user = table.chainNames().flatMap((name) => table.chain(name) ?? []);
  return [
    `*${table.name}`,
    ...table.baseChains.map(({ name, policy }) => `:${name} ${policy} [0:0]`),
    ...user.map(({ name }) => `:${name} - [0:0]`),
    ...[...table.baseChains, ...user].flatMap((chain) => formatChain(chain, table.family)),
    'COMMIT',
  ].join('\n');
}

function formatChain(chain: Chain, family: IpFamily): readonly string[] {
  return chain.rules.map((rule) => `-A ${chain.name} ${formatRule(rule, family)}`.trimEnd());
}

/** All tables, as iptables-save and nft print them; empty without any. */
export function formatRuleset(ruleset: Ruleset): string {
  return ruleset.tables.map((table) => `${formatTable(table)}\n`).join('');
}

/**
 * The route as `ip route show` prints it (`local …` lines as with `table local`). A multipath route's next hops follow on
 * lines of their own, as there.
 */
export function formatRoute(route: Route): string {
  const family: IpFamily = route.destination.includes(':') ? 6 : 4;
  const [first, ...others] = route.nexthops;
  const prefix = route.type === 'unicast' ? '' : `${route.type} `;
  const parts = [`${prefix}${formatDestination(route)}`];
  if (first !== undefined && others.length === 0) parts.push(formatNexthop(first));
  const protocol = route.origin.program === 'kernel' && route.table === undefined ? 'kernel' : route.protocol;
  if (protocol !== undefined) parts.push(`proto ${protocol}`);
  if (family === 4) parts.push(...formatScope(route));
  if (route.preferredSource !== undefined && (family === 4 || route.type !== 'local'))
    parts.push(`src ${route.preferredSource}`);
  if (route.metric !== 0 || family === 6) parts.push(`metric ${route.metric}`);
  if (route.mtu !== undefined) parts.push(`mtu ${route.mtu}`);
  if (first?.onlink === true && others.length === 0) parts.push('onlink');
  if (family === 6) parts.push('pref medium');
  if (others.length === 0) return parts.join(' ');
  return [parts.join(' '), ...route.nexthops.map((hop) => `\tnexthop ${formatNexthop(hop)} weight ${hop.weight}`)].join(
    '\n',
  );
}

function formatDestination({ destination }: Route): string {
  if (destination === ANY_IPV4 || destination === ANY_IPV6) return 'default';
  return destination.replace(/^([\d.]+)\/32$|^(.*:.*)\/128$/, '$1$2');
}

function formatNexthop({ device, via }: Nexthop): string {
  return via === undefined ? `dev ${device}` : `via ${via} dev ${device}`;
}

function formatScope({ type, nexthops }: Route): readonly string[] {
  if (type === 'local') return ['scope host'];
  return type === 'unicast' && nexthops.every(({ via }) => via === undefined) ? ['scope link'] : [];
}

/** The interface as `ip addr show` prints it; `index` is its number, from 1. */
export function formatAddress(device: Interface, index: number): string {
  const loopback = device.kind === 'loopback';
  const flags = loopback
    ? 'LOOPBACK,UP,LOWER_UP'
    : device.kind === 'ipip'
      ? 'NOARP,UP,LOWER_UP'
      : 'BROADCAST,MULTICAST,UP,LOWER_UP';
  const master = device.master === undefined ? '' : ` master ${device.master}`;
  const state = loopback || device.kind === 'vxlan' || device.kind === 'ipip' ? 'UNKNOWN' : 'UP';
  const link = loopback
    ? `    link/loopback ${device.mac} brd 00:00:00:00:00:00`
    : device.kind === 'ipip'
      ? '    link/ipip 0.0.0.0 brd 0.0.0.0'
      : `    link/ether ${device.mac} brd ff:ff:ff:ff:ff:ff`;
  return [
    `${index}: ${device.name}: <${flags}> mtu ${device.mtu}${master} state ${state}`,
    link,
    ...device.addresses.map(({ ip, prefixLength }) => {
      const scope = loopback && (ip === '::1' || ip.startsWith('127.')) ? 'host' : 'global';
      return ipFamily(ip) === 6
        ? `    inet6 ${ip}/${prefixLength} scope ${scope}`
        : `    inet ${ip}/${prefixLength} scope ${scope} ${device.name}`;
    }),
  ].join('\n');
}

/** The rule as `ip rule show` prints it: "512:\tfrom all to 10.0.1.5 lookup main". */
export function formatRoutingRule({ priority, from, to, fwmark, iif, not, table }: RoutingRule): string {
  const plain = (cidr: string): string => cidr.replace(/^([\d.]+)\/32$|^(.*:.*)\/128$/, '$1$2');
  const parts = [
    ...(not === true ? ['not'] : []),
    `from ${from === undefined ? 'all' : plain(from)}`,
    ...(to === undefined ? [] : [`to ${plain(to)}`]),
    ...(fwmark === undefined ? [] : [`fwmark ${formatHex(fwmark.value)}/${formatHex(fwmark.mask)}`]),
    ...(iif === undefined ? [] : [`iif ${iif}`]),
    `lookup ${table}`,
  ];
  return `${priority}:\t${parts.join(' ')}`;
}

/** An entry that a program wrote, as `ip neigh show` prints it. */
export function formatNeighbor({ ip, device, mac }: NeighborEntry): string {
  return `${ip} dev ${device} lladdr ${mac} PERMANENT`;
}

/** A VXLAN device's forwarding database as `bridge fdb show dev NAME` prints it; none for another device. */
export function formatFdb(device: Interface): readonly string[] {
  if (device.kind !== 'vxlan') return [];
  return device.fdbEntries().map(({ mac, ip }) => `${mac} dev ${device.name} dst ${ip} self permanent`);
}
