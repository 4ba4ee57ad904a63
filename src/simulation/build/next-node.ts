import { NAME_OF_NODE, type RawObject } from '../../engine/objects.ts';
import {
  type Cidr,
  cidrParts,
  cidrsOverlap,
  createIp,
  type Ip,
  ipBits,
  ipFamily,
  ipFromBits,
  IP_BITS,
  parseCidr,
} from '../../engine/packets.ts';
import { parseLenientIp } from '../../engine/text.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { fieldsAt, labelsAt, listAt } from './fields.ts';
import { createNode } from './node-object.ts';

/** A Node like that one, else like the one that came last, with a name, addresses and pod ranges of its own; node-1 where there is none. */
export function nextNode(document: ScenarioDocument, like?: RawObject): RawObject {
  const nodes = document.objects.filter(({ kind }) => kind === 'Node');
  const last = like ?? nodes.at(-1);
  if (last === undefined) {
    return createNode({ name: 'node-1', internalIPs: ['192.168.0.11'], podCIDRs: ['10.244.1.0/24'] });
  }
  const given = addressesOf(last);
  const taken = new Set(nodes.flatMap(addressesOf));
  const before = given.length > 0 ? given : [createIp('192.168.0.10')];
  const internalIPs = before.map((ip) => freeAddress(ip, taken));
  const name = freeNodeName(last.metadata.name, before, internalIPs, nodes);
  const ranges = nodes.flatMap(rangesOf);
  const podCIDRs = rangesOf(last).flatMap((range) => freeRange(range, ranges) ?? []);
  const {
    [NAME_OF_NODE]: _name,
    'node-role.kubernetes.io/control-plane': _role,
    ...labels
  } = labelsAt(last, 'metadata', 'labels');
  const providerID = freeProviderID(last, name, nodes);
  return createNode({ name, internalIPs, labels, podCIDRs, ...(providerID !== undefined && { providerID }) });
}

/** Those of the node's own network, of either family. */
function addressesOf(node: RawObject): readonly Ip[] {
  const addresses = listAt(fieldsAt(node, 'status')['addresses']);
  return addresses.flatMap(({ type, address }) =>
    type === 'InternalIP' && typeof address === 'string' ? (parseLenientIp(address) ?? []) : [],
  );
}

function rangesOf(node: RawObject): readonly Cidr[] {
  const { podCIDR, podCIDRs } = fieldsAt(node, 'spec');
  const given: readonly unknown[] = Array.isArray(podCIDRs) && podCIDRs.length > 0 ? podCIDRs : [podCIDR];
  return given.flatMap((range) => (typeof range === 'string' ? (parseCidr(range) ?? []) : []));
}

/** "node-1" → "node-2"; a name made of the address is made of the new one; else a number more. */
function freeNodeName(
  before: string,
  [ip]: readonly Ip[],
  [nextIP]: readonly Ip[],
  nodes: readonly RawObject[],
): string {
  const taken = new Set(nodes.map(({ metadata }) => metadata.name));
  const dashed = (address: Ip | undefined): string => (address ?? '').replaceAll('.', '-');
  const moved = ip !== undefined && ipFamily(ip) === 4 ? before.replace(dashed(ip), dashed(nextIP)) : before;
  if (!taken.has(moved)) return moved;
  const [, stem = `${before}-`, digits = '1'] = /^(.*?)(\d+)$/.exec(before) ?? [];
  for (let number = BigInt(digits) + 1n; ; number += 1n) {
    const name = `${stem}${String(number).padStart(digits.length, '0')}`;
    if (!taken.has(name)) return name;
  }
}

/** The next one that no node has, round the end of all addresses; of IPv4 none that is usual for a network itself, or for all in it. */
function freeAddress(last: Ip, taken: ReadonlySet<Ip>): Ip {
  const family = ipFamily(last);
  const count = 1n << BigInt(IP_BITS[family]);
  for (let bits = (ipBits(last) + 1n) % count; ; bits = (bits + 1n) % count) {
    const octet = bits & 255n;
    if (family === 4 && (octet === 0n || octet === 255n)) continue;
    const ip = ipFromBits(family, bits);
    if (!taken.has(ip)) return ip;
  }
}

/** The next one as large, that no other overlaps: ranges of nodes lie beside each other. undefined: there is none behind. */
function freeRange(last: Cidr, taken: readonly Cidr[]): Cidr | undefined {
  const { family, prefixLength, bits } = cidrParts(last);
  const size = 1n << BigInt(IP_BITS[family] - prefixLength);
  const count = 1n << BigInt(IP_BITS[family]);
  for (let at = bits + size; at < count; ) {
    const range = parseCidr(`${ipFromBits(family, at)}/${prefixLength}`);
    const other = taken.find((each) => range !== undefined && cidrsOverlap(each, range));
    if (other === undefined) return range;
    const { bits: begin, prefixLength: length } = cidrParts(other);
    const end = begin + (1n << BigInt(IP_BITS[family] - length));
    at = end > at + size ? end : at + size;
  }
  return undefined;
}

/** It ends with the name of the machine, or with a number of its own. */
function freeProviderID(last: RawObject, name: string, nodes: readonly RawObject[]): string | undefined {
  const idOf = (node: RawObject): unknown => fieldsAt(node, 'spec')['providerID'];
  const before = idOf(last);
  if (typeof before !== 'string') return undefined;
  const machine = last.metadata.name;
  if (before.endsWith(`/${machine}`)) return `${before.slice(0, -machine.length)}${name}`;
  const taken = new Set(nodes.map(idOf));
  for (let number = nodes.length; ; number += 1) {
    const own = before.startsWith('aws:') ? `i-0${number.toString(16).padStart(16, '0')}` : String(number);
    const id = before.replace(/[^/]*$/, own);
    if (!taken.has(id)) return id;
  }
}
