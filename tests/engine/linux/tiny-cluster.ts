import { hostCidr, parseCidr, type Cidr } from '../../../src/engine/net/cidr.ts';
import type { Protocol } from '../../../src/engine/net/flow.ts';
import { createIp, type Ip, type IpFamily } from '../../../src/engine/net/ip.ts';
import { createNamespace, createNetwork, type NamespaceSpec } from './host.ts';
import {
  type Interface,
  type Network,
  type NetworkNamespace,
  type Table,
  EMPTY_RULESET,
} from '../../../src/engine/linux/namespace/namespace.ts';
import type { Route } from '../../../src/engine/linux/model/routes.ts';
import type { Sysctls } from '../../../src/engine/linux/model/devices.ts';
import {
  type BaseChain,
  type Chain,
  type HookName,
  type Match,
  type Rule,
  type Target,
  PRIORITY,
} from '../../../src/engine/linux/model/netfilter.ts';
import { KERNEL } from '../../../src/engine/linux/model/origin.ts';

// Two nodes on one Ethernet segment with the internet; on each node two pods behind the bridge cbr0.
//
//   a1 ─┐            ┌─ b1        10.244.1.2, .3 ── node-a 172.18.0.2 ──┬── node-b 172.18.0.3 ── 10.244.2.2, .3
//   a2 ─┴ cbr0  cbr0 ┴─ b2                                             └── internet 172.18.0.1, 198.51.100.7

export const ip = createIp;
export const cidr = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
};

export interface Addresses {
  readonly family: IpFamily;
  readonly pod: (node: number, index: number) => Ip;
  readonly node: (node: number) => Ip;
  readonly podCidr: (node: number) => Cidr;
  readonly clusterCidr: Cidr;
  readonly internet: Ip;
  readonly router: Ip;
  readonly service: Ip;
}

export const IPV4: Addresses = {
  family: 4,
  pod: (node, index) => ip(`10.244.${node}.${index + 1}`),
  node: (node) => ip(`172.18.0.${node + 1}`),
  podCidr: (node) => cidr(`10.244.${node}.0/24`),
  clusterCidr: cidr('10.244.0.0/16'),
  internet: ip('198.51.100.7'),
  router: ip('172.18.0.1'),
  service: ip('10.96.0.10'),
};

export const IPV6: Addresses = {
  family: 6,
  pod: (node, index) => ip(`fd00:10:244:${node}::${index + 1}`),
  node: (node) => ip(`fd00:18::${node + 1}`),
  podCidr: (node) => cidr(`fd00:10:244:${node}::/64`),
  clusterCidr: cidr('fd00:10:244::/48'),
  internet: ip('2001:db8::7'),
  router: ip('fd00:18::1'),
  service: ip('fd00:96::a'),
};

export interface TinyOptions {
  readonly addresses?: Addresses;
  readonly tables?: (node: number) => readonly Table[];
  readonly sysctls?: Partial<Sysctls>;
  readonly hairpin?: boolean;
  readonly routes?: (node: number) => readonly Route[];
}

const NODE_SYSCTLS: Sysctls = { ipForward: true, bridgeNfCallIptables: true, routeLocalnet: false };
const LENGTH = { 4: 24, 6: 64 } as const;
const WIDTH = { 4: 32, 6: 128 } as const;
const podMac = (node: number, index: number) => `0a:58:00:00:0${node}:0${index}`;
const bridgeMac = (node: number) => `0a:58:00:00:0${node}:01`;
const nodeMac = (node: number) => `02:42:00:00:00:0${node}`;
const ROUTER_MAC = '02:42:00:00:00:99';

const route = (destination: Cidr, device: string, via?: Ip): Route => ({
  destination,
  type: 'unicast',
  nexthops: [via === undefined ? { device, weight: 1 } : { device, via, weight: 1 }],
  metric: 0,
  origin: KERNEL,
});

const anywhere = ({ family }: Addresses) => cidr(family === 4 ? '0.0.0.0/0' : '::/0');

export const loopback = (): Interface => ({
  kind: 'loopback',
  name: 'lo',
  mac: '00:00:00:00:00:00',
  mtu: 65536,
  addresses: [
    { ip: ip('127.0.0.1'), prefixLength: 8 },
    { ip: ip('::1'), prefixLength: 128 },
  ],
  origin: KERNEL,
});

/** The network of the picture above. A pod listens on TCP and UDP 8080, a node on TCP 6443, the internet on everything. */
export function tinyCluster(options: TinyOptions = {}): Network {
  const addresses = options.addresses ?? IPV4;
  return createNetwork({
    namespace: (id) => {
      if (id === 'internet') return internet(addresses);
      const [, kind, letter, index] = /^(node|pod)-([ab])(\d?)$/.exec(id) ?? [];
      if (letter === undefined) return undefined;
      const number = letter === 'a' ? 1 : 2;
      if (kind === 'node') return node(id, number, addresses, options);
      return index === '1' || index === '2' ? pod(id, { node: number, index: Number(index), addresses }) : undefined;
    },
    segment: (id) =>
      id === 'lan'
        ? {
            id,
            station: (mac) => {
              const at = { [nodeMac(1)]: 'node-a', [nodeMac(2)]: 'node-b', [ROUTER_MAC]: 'internet' }[mac];
              return at === undefined ? undefined : { namespace: at, interface: 'eth0' };
            },
          }
        : undefined,
  });
}

const letterOf = (node: number) => (node === 1 ? 'a' : 'b');
const base = { mtu: 1500, origin: KERNEL };

function node(id: string, number: number, addresses: Addresses, options: TinyOptions): NetworkNamespace {
  const other = 3 - number;
  const ports = [1, 2].map(
    (index): Interface => ({
      ...base,
      kind: 'veth',
      name: `veth${index}`,
      mac: `aa:00:00:00:0${number}:0${index}`,
      addresses: [],
      master: 'cbr0',
      peer: { namespace: `pod-${letterOf(number)}${index}`, interface: 'eth0' },
      hairpin: options.hairpin ?? false,
    }),
  );
  const bridgeIp = addresses.pod(number, 0);
  return createNamespace({
    id,
    origin: KERNEL,
    sysctls: { ...NODE_SYSCTLS, ...options.sysctls },
    interfaces: () => [
      loopback(),
      {
        ...base,
        kind: 'ethernet',
        name: 'eth0',
        mac: nodeMac(number),
        addresses: [{ ip: addresses.node(number), prefixLength: LENGTH[addresses.family] }],
        segment: 'lan',
      },
      {
        ...base,
        kind: 'bridge',
        name: 'cbr0',
        mac: bridgeMac(number),
        addresses: [{ ip: bridgeIp, prefixLength: LENGTH[addresses.family] }],
        fdb: (mac) => [1, 2].map((index) => (mac === podMac(number, index + 1) ? `veth${index}` : '')).find(Boolean),
      },
      ...ports,
    ],
    routes: (family) =>
      family === addresses.family
        ? [
            route(anywhere(addresses), 'eth0', addresses.router),
            route(addresses.podCidr(other), 'eth0', addresses.node(other)),
            ...(options.routes?.(number) ?? []),
          ]
        : [],
    neighbor: (device, wanted) => {
      const known: readonly (readonly [string, Ip, string])[] = [
        ['eth0', addresses.node(other), nodeMac(other)],
        ['eth0', addresses.router, ROUTER_MAC],
        ['cbr0', addresses.pod(number, 1), podMac(number, 2)],
        ['cbr0', addresses.pod(number, 2), podMac(number, 3)],
      ];
      const found = known.find(([on, address]) => on === device && address === wanted);
      return found === undefined ? undefined : { ip: wanted, mac: found[2], device, origin: KERNEL };
    },
    ruleset: (family) =>
      family === addresses.family && options.tables !== undefined ? { tables: options.tables(number) } : EMPTY_RULESET,
    sockets: () => [{ protocol: 'TCP', port: 6443, process: 'apiserver', origin: KERNEL }],
  });
}

interface PodPlace {
  readonly node: number;
  readonly index: number;
  readonly addresses: Addresses;
}

function pod(id: string, { node: number, index, addresses }: PodPlace): NetworkNamespace {
  const gateway = addresses.pod(number, 0);
  const other = 3 - index;
  const spec: NamespaceSpec = {
    id,
    origin: KERNEL,
    interfaces: () => [
      loopback(),
      {
        ...base,
        kind: 'veth',
        name: 'eth0',
        mac: podMac(number, index + 1),
        addresses: [{ ip: addresses.pod(number, index), prefixLength: LENGTH[addresses.family] }],
        peer: { namespace: `node-${letterOf(number)}`, interface: `veth${index}` },
      },
    ],
    routes: (family) => (family === addresses.family ? [route(anywhere(addresses), 'eth0', gateway)] : []),
    neighbor: (device, wanted) => {
      if (wanted === gateway) return { ip: wanted, mac: bridgeMac(number), device, origin: KERNEL };
      if (wanted !== addresses.pod(number, other)) return undefined;
      return { ip: wanted, mac: podMac(number, other + 1), device, origin: KERNEL };
    },
    sockets: () =>
      (['TCP', 'UDP'] as const).map((protocol) => ({ protocol, port: 8080, process: 'web', origin: KERNEL })),
  };
  return createNamespace(spec);
}

function internet(addresses: Addresses): NetworkNamespace {
  return createNamespace({
    id: 'internet',
    origin: KERNEL,
    outside: true,
    sysctls: { ipForward: true },
    interfaces: () => [
      loopback(),
      {
        ...base,
        kind: 'ethernet',
        name: 'eth0',
        mac: ROUTER_MAC,
        addresses: [
          { ip: addresses.router, prefixLength: LENGTH[addresses.family] },
          { ip: addresses.internet, prefixLength: WIDTH[addresses.family] },
        ],
        segment: 'lan',
      },
    ],
    neighbor: (device, wanted) => {
      const number = [1, 2].find((one) => addresses.node(one) === wanted);
      return number === undefined ? undefined : { ip: wanted, mac: nodeMac(number), device, origin: KERNEL };
    },
    socket: (protocol: Protocol, _ip: Ip, port: number) => ({ protocol, port, process: 'world', origin: KERNEL }),
  });
}

export const rule = (target: Target | undefined, ...matches: readonly Match[]): Rule =>
  target === undefined ? { matches, origin: KERNEL } : { matches, target, origin: KERNEL };

export interface TableParts {
  readonly name?: string;
  readonly family?: IpFamily;
  readonly base: readonly BaseChain[];
  readonly chains?: Readonly<Record<string, readonly Rule[]>>;
  readonly sets?: Readonly<Record<string, readonly string[]>>;
}

export function createTable({ name = 'nat', family = 4, base: baseChains, chains = {}, sets = {} }: TableParts): Table {
  const byName = new Map(Object.entries(chains).map(([key, rules]): [string, Chain] => [key, { name: key, rules }]));
  return {
    name,
    family,
    baseChains,
    chain: (wanted) => byName.get(wanted),
    chainNames: () => [...byName.keys()],
    set: (wanted) => (sets[wanted] === undefined ? undefined : new Set(sets[wanted])),
  };
}

const NAT_PRIORITY = {
  prerouting: PRIORITY.dstnat,
  output: PRIORITY.dstnat,
  input: PRIORITY.srcnat,
  postrouting: PRIORITY.srcnat,
  forward: 0,
} as const;

export const natChain = (hook: HookName, ...rules: readonly Rule[]): BaseChain => ({
  name: hook.toUpperCase(),
  hook,
  priority: NAT_PRIORITY[hook],
  policy: 'ACCEPT',
  type: 'nat',
  rules,
});

export const filterChain = (hook: HookName, policy: 'ACCEPT' | 'DROP', ...rules: readonly Rule[]): BaseChain => ({
  name: hook.toUpperCase(),
  hook,
  priority: PRIORITY.filter,
  policy,
  type: 'filter',
  rules,
});

export interface ServiceOptions {
  readonly addresses?: Addresses;
  /** Where connections to the service go. */
  readonly endpoints: readonly Ip[];
  /** Masquerade everything that goes to the service, not only hairpins. */
  readonly masqueradeAll?: boolean;
}

/** A service on TCP 80 in the manner of kube-proxy: equal shares, a mark for what must be masqueraded. */
export function serviceTable({ addresses = IPV4, endpoints, masqueradeAll = false }: ServiceOptions): Table {
  const toService: readonly Match[] = [
    { type: 'destination', cidr: hostCidr(addresses.service) },
    { type: 'protocol', protocol: 'TCP' },
    { type: 'dport', from: 80, to: 80 },
  ];
  const enter = rule({ type: 'JUMP', chain: 'SVC' }, ...toService);
  const mark = { type: 'MARK', op: 'or', value: 0x4000, mask: 0x4000 } as const;
  const chains: Record<string, readonly Rule[]> = {
    SVC: [
      ...(masqueradeAll ? [rule(mark)] : []),
      ...endpoints.map((_, index) => {
        const jump = { type: 'JUMP', chain: `SEP-${index}` } as const;
        const left = endpoints.length - index;
        return left === 1 ? rule(jump) : rule(jump, { type: 'statistic', probability: 1 / left });
      }),
    ],
  };
  endpoints.forEach((endpoint, index) => {
    chains[`SEP-${index}`] = [
      rule(mark, { type: 'source', cidr: hostCidr(endpoint) }),
      rule({ type: 'DNAT', ip: endpoint, port: 8080 }, { type: 'protocol', protocol: 'TCP' }),
    ];
  });
  return createTable({
    family: addresses.family,
    base: [
      natChain('prerouting', enter),
      natChain('output', enter),
      natChain('postrouting', rule({ type: 'MASQUERADE' }, { type: 'mark', value: 0x4000, mask: 0x4000 })),
    ],
    chains,
  });
}
