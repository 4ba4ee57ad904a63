import type { TransportProtocol } from '../model/basics.ts';
import type { CalicoPort } from '../kinds/calico-policies.ts';
import type { GivenEntity, GivenRule } from './calico-refusals.ts';
import type { PolicyPort, PolicyRule } from './policy.ts';
import { MAX_PORT } from './read-network-policy.ts';

type Range = Extract<CalicoPort, { readonly from: number }>;

const ALL: Range = { from: 1, to: MAX_PORT };
const PROTOCOLS: readonly TransportProtocol[] = ['TCP', 'UDP', 'SCTP'];

/** Only what a ping sends is walked of ICMP: what other messages and protocols a rule is for makes no difference. */
export function portsOf(rule: GivenRule): Pick<PolicyRule, 'ports' | 'notNames'> {
  const { protocol, notProtocol, destination } = rule;
  const { ports, notPorts } = destination;
  const isEvery = protocol === undefined && notProtocol === undefined && ports.length + notPorts.length === 0;
  if (isEvery && rule.icmp === undefined && rule.notICMP === undefined) return {};
  const taken = (name: string): boolean => (protocol === undefined || protocol === name) && notProtocol !== name;
  const protocols = PROTOCOLS.filter(taken);
  const except = notPorts.flatMap((each) => ('name' in each ? [] : [each]));
  const notNames = notPorts.flatMap((each) =>
    'name' in each ? protocols.map((of) => ({ name: each.name, protocol: of })) : [],
  );
  const found = protocols.flatMap((each) =>
    (ports.length === 0 ? [ALL] : ports).flatMap((port) => portsAt(port, each, except)),
  );
  const echoes = ([4, 6] as const).filter((family) => taken(family === 4 ? 'ICMP' : 'ICMPv6') && isEcho(rule, family));
  return {
    ports: [...found, ...echoes.map((echo) => ({ echo }))],
    ...(notNames.length > 0 && { notNames }),
  };
}

function portsAt(port: CalicoPort, protocol: TransportProtocol, except: readonly Range[]): readonly PolicyPort[] {
  if ('name' in port) return [{ name: port.name, protocol, ...(except.length > 0 && { except }) }];
  return without({ from: Math.max(port.from, 1), to: port.to }, except).map((range) => ({ protocol, ...range }));
}

/** What is left of a range. */
function without(range: Range, except: readonly Range[]): readonly Range[] {
  let rest: readonly Range[] = range.from > range.to ? [] : [range];
  for (const { from, to } of except)
    rest = rest.flatMap((each) =>
      [
        { from: each.from, to: Math.min(each.to, from - 1) },
        { from: Math.max(each.from, to + 1), to: each.to },
      ].filter((part) => part.from <= part.to && part.from >= each.from && part.to <= each.to),
    );
  return rest;
}

const ECHO = { 4: 8, 6: 128 } as const;

function isEcho({ icmp, notICMP }: GivenRule, family: 4 | 6): boolean {
  const isMet = ({ type, code }: NonNullable<GivenRule['icmp']>): boolean =>
    (type === undefined || type === ECHO[family]) && (code === undefined || code === 0);
  return (icmp === undefined || isMet(icmp)) && !(notICMP !== undefined && isMet(notICMP));
}

/** From which clients' ports are taken. // Linux v6.12 net/ipv4/af_inet.c: ip_local_port_range */
const CLIENTS: Range = { from: 32_768, to: 60_999 };

/**
 * Whether connections have source ports that a rule asks for. Simplification: the ports of all clients are those of Linux, and no client
 * has that of a name.
 */
export function sourcePortsFit({ ports, notPorts }: GivenEntity): 'ALWAYS' | 'PERHAPS' | 'NEVER' {
  const left = ports.length === 0 ? [] : without(CLIENTS, ports.filter(isRange));
  const struck = without(CLIENTS, notPorts.filter(isRange));
  const size = (ranges: readonly Range[]): number => ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const [missed, kept, whole] = [size(left), size(struck), size([CLIENTS])];
  if (missed === whole || kept === 0) return 'NEVER';
  return missed === 0 && kept === whole ? 'ALWAYS' : 'PERHAPS';
}

const isRange = (port: CalicoPort): port is Range => 'from' in port;
