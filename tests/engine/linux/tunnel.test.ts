import { describe, expect, test } from 'vitest';
import { createFib } from '../../../src/engine/linux/namespace/fib.ts';
import { createNamespace, createNetwork } from './host.ts';
import type { Ethernet } from '../../../src/engine/linux/model/devices.ts';
import type { Interface, Network, Ruleset } from '../../../src/engine/linux/namespace/namespace.ts';
import type { NamespaceId } from '../../../src/engine/linux/model/place.ts';
import type { Route } from '../../../src/engine/linux/model/routes.ts';
import { PRIORITY, type BaseChain } from '../../../src/engine/linux/model/netfilter.ts';
import { KERNEL } from '../../../src/engine/linux/model/origin.ts';
import type { Step, Trace } from '../../../src/engine/linux/model/trace.ts';
import { IPIP_DRIVER, VXLAN_DRIVER } from '../../../src/engine/linux/walk/tunnel.ts';
import { createSession, walk } from '../../../src/engine/linux/walk/walk.ts';
import type { Flow } from '../../../src/engine/net/flow.ts';
import { cidr, ip } from './tiny-cluster.ts';

// Two hosts on a wire, each with a pod on a veth; between the pods a tunnel.
//
//   10.1.0.5 ── veth0 host-1 192.168.0.1 ──── wire ──── 192.168.0.2 host-2 veth0 ── 10.2.0.5

const ORIGIN = { program: 'test' };
const route = (destination: string, device: string, via?: string, more: Partial<Route> = {}): Route => ({
  destination: cidr(destination),
  type: 'unicast',
  nexthops: [via === undefined ? { device, weight: 1 } : { device, via: ip(via), weight: 1 }],
  metric: 0,
  origin: ORIGIN,
  ...more,
});

type Kind = 'vxlan' | 'ipip';

const loopback: Interface = {
  kind: 'loopback',
  name: 'lo',
  mac: '00:00:00:00:00:00',
  mtu: 65_536,
  addresses: [{ ip: ip('127.0.0.1'), prefixLength: 8 }],
  origin: KERNEL,
};

function tunnelDevice(n: 1 | 2, kind: Kind, known: boolean): Interface {
  const other = n === 1 ? 2 : 1;
  const base = { addresses: [{ ip: ip(`10.${n}.0.0`), prefixLength: 32 }], origin: ORIGIN };
  if (kind === 'ipip') return { ...base, kind, name: 'tunl0', mac: '', mtu: 1480, driver: IPIP_DRIVER };
  return {
    ...base,
    kind,
    name: 'vxlan0',
    mac: `02:00:00:00:00:0${n}`,
    mtu: 1450,
    vni: 7,
    port: 4789,
    local: ip(`192.168.0.${n}`),
    fdb: (mac) => (known && mac === `02:00:00:00:00:0${other}` ? ip(`192.168.0.${other}`) : undefined),
    fdbEntries: () => [{ mac: `02:00:00:00:00:0${other}`, ip: ip(`192.168.0.${other}`) }],
    driver: VXLAN_DRIVER,
  };
}

interface Options {
  readonly kind?: Kind;
  readonly known?: boolean;
  readonly proxyArp?: boolean;
  readonly podMtu?: number;
  readonly ruleset?: Ruleset;
}

function hosts({ kind = 'vxlan', known = true, proxyArp = true, podMtu = 1450, ruleset }: Options = {}): Network {
  const ethernet = (n: number): Ethernet => ({
    kind: 'ethernet',
    name: 'eth0',
    segment: 'wire',
    mac: `0a:00:00:00:00:0${n}`,
    mtu: 1500,
    addresses: [{ ip: ip(`192.168.0.${n}`), prefixLength: 24 }],
    origin: KERNEL,
  });
  const host = (n: 1 | 2) => {
    const other = n === 1 ? 2 : 1;
    const tunnel = tunnelDevice(n, kind, known);
    const via = kind === 'vxlan' ? `10.${other}.0.0` : `192.168.0.${other}`;
    return createNamespace({
      id: `host-${n}`,
      origin: KERNEL,
      sysctls: { ipForward: true },
      interfaces: () => [
        loopback,
        ethernet(n),
        {
          kind: 'veth',
          name: 'veth0',
          mac: 'ee:ee:ee:ee:ee:ee',
          mtu: podMtu,
          addresses: [],
          proxyArp,
          peer: { namespace: `pod-${n}`, interface: 'eth0' },
          origin: ORIGIN,
        },
        tunnel,
      ],
      routes: (family) =>
        family === 6
          ? []
          : [
              route(`10.${n}.0.5/32`, 'veth0'),
              route(`10.${other}.0.0/24`, tunnel.name, via),
              route('0.0.0.0/0', 'eth0', `192.168.0.${other}`),
            ],
      neighbor: (device, address) => {
        const mac =
          device === 'veth0'
            ? `0c:00:00:00:00:0${n}`
            : device === 'vxlan0'
              ? `02:00:00:00:00:0${other}`
              : `0a:00:00:00:00:0${other}`;
        return { ip: address, mac, device, origin: KERNEL };
      },
      ...(ruleset === undefined ? {} : { ruleset: () => ruleset }),
    });
  };
  const pod = (n: 1 | 2) =>
    createNamespace({
      id: `pod-${n}`,
      origin: KERNEL,
      interfaces: () => [
        loopback,
        {
          kind: 'veth',
          name: 'eth0',
          mac: `0c:00:00:00:00:0${n}`,
          mtu: podMtu,
          addresses: [{ ip: ip(`10.${n}.0.5`), prefixLength: 32 }],
          peer: { namespace: `host-${n}`, interface: 'veth0' },
          origin: ORIGIN,
        },
      ],
      routes: (family) =>
        family === 6 ? [] : [route('169.254.1.1/32', 'eth0'), route('0.0.0.0/0', 'eth0', '169.254.1.1')],
      sockets: () => [
        { protocol: 'TCP', port: 80, process: 'web', origin: ORIGIN },
        { protocol: 'UDP', port: 53, process: 'dns', origin: ORIGIN },
      ],
    });
  const namespaces: Readonly<Record<NamespaceId, () => ReturnType<typeof createNamespace>>> = {
    'host-1': () => host(1),
    'host-2': () => host(2),
    'pod-1': () => pod(1),
    'pod-2': () => pod(2),
  };
  return createNetwork({
    namespace: (id) => namespaces[id]?.(),
    segment: (id) =>
      id === 'wire' ? { id, station: (mac) => ({ namespace: `host-${mac.slice(-1)}`, interface: 'eth0' }) } : undefined,
  });
}

const FLOW: Flow = {
  protocol: 'TCP',
  sourceIP: ip('10.1.0.5'),
  sourcePort: 40_000,
  destinationIP: ip('10.2.0.5'),
  destinationPort: 80,
};
const never = (): number => {
  throw new Error('no choice here');
};

function send(network: Network, flow: Flow = FLOW, bytes?: number): Trace {
  const departure = { kind: 'process', namespace: 'pod-1', ...(bytes === undefined ? {} : { bytes }) } as const;
  return walk(network, createSession(never), departure, flow);
}

const stepsOf = (trace: Trace, type: Step['type']): readonly Step[] =>
  trace.hops.flatMap(({ steps }) => steps).filter((step) => step.type === type);

describe('VXLAN', () => {
  test('the inner packet goes by UDP between the hosts and comes out unchanged', () => {
    const trace = send(hosts());
    expect(trace.disposition).toBe('ACCEPTED');
    expect(trace.hops.map(({ namespace }) => namespace)).toEqual(['pod-1', 'host-1', 'host-2', 'pod-2']);
    const [wrapped, unwrapped] = stepsOf(trace, 'TUNNEL');
    expect(wrapped).toMatchObject({
      action: 'ENCAPSULATED',
      packet: {
        protocol: 'UDP',
        sourceIP: '192.168.0.1',
        destinationIP: '192.168.0.2',
        destinationPort: 4789,
        ttl: 64,
      },
      detail: { vni: 7, inner: { destinationIP: '10.2.0.5', ttl: 63 } },
    });
    expect(unwrapped).toMatchObject({
      action: 'DECAPSULATED',
      packet: { protocol: 'TCP', sourceIP: '10.1.0.5', destinationIP: '10.2.0.5', ttl: 63 },
    });
    // Forwarded by both hosts, and nothing taken from it in the tunnel.
    expect(trace.final).toMatchObject({ sourceIP: '10.1.0.5', sourcePort: 40_000, ttl: 62 });
  });

  test('an end that the forwarding database does not know is unreachable', () => {
    const trace = send(hosts({ known: false }));
    expect(trace.disposition).toBe('NEIGHBOR_UNREACHABLE');
    expect(stepsOf(trace, 'TUNNEL')).toMatchObject([{ action: 'UNKNOWN_END' }]);
  });

  test('netfilter sees the inner packet forwarded and the outer one sent, with a connection each', () => {
    const chain = (hook: BaseChain['hook'], priority: number): BaseChain => ({
      name: hook,
      hook,
      priority,
      policy: 'ACCEPT',
      type: 'filter',
      rules: [{ matches: [], origin: ORIGIN }],
    });
    const table = {
      name: 'filter',
      family: 4 as const,
      baseChains: [chain('forward', 0), chain('output', 0), chain('input', 0), chain('postrouting', PRIORITY.mangle)],
      chain: () => undefined,
      chainNames: () => [],
    };
    const trace = send(hosts({ ruleset: { tables: [table] } }));
    const seen = stepsOf(trace, 'RULE').map((step) =>
      step.type === 'RULE' ? `${step.detail.hook} ${step.packet.protocol}` : '',
    );
    expect(seen.join(', ')).toBe(
      'forward TCP, postrouting TCP, output UDP, postrouting UDP, input UDP, forward TCP, postrouting TCP',
    );
    const tracked = stepsOf(trace, 'CONNTRACK').map((step) => `${step.action} ${step.packet.protocol}`);
    expect(tracked.join(', ')).toBe('NEW TCP, NEW UDP, NEW UDP, NEW TCP');
  });
});

test('IP in IP: the next hop is the outer destination, the TTL is inherited, and no neighbour is asked for', () => {
  const trace = send(hosts({ kind: 'ipip', podMtu: 1480 }));
  expect(trace.disposition).toBe('ACCEPTED');
  expect(stepsOf(trace, 'TUNNEL')[0]).toMatchObject({
    action: 'ENCAPSULATED',
    packet: { protocol: 'IPIP', sourceIP: '192.168.0.1', destinationIP: '192.168.0.2', destinationPort: 0, ttl: 63 },
  });
  const asked = stepsOf(trace, 'NEIGHBOR').map((step) => (step.type === 'NEIGHBOR' ? step.detail.device : ''));
  expect(asked).not.toContain('tunl0');
});

test('proxy ARP: the host end answers for the gateway nobody has, and only when it is told to', () => {
  const [first] = stepsOf(send(hosts()), 'NEIGHBOR');
  expect(first).toMatchObject({
    action: 'RESOLVED',
    detail: { ip: '169.254.1.1', mac: 'ee:ee:ee:ee:ee:ee', proxy: true },
  });
  expect(send(hosts({ proxyArp: false })).disposition).toBe('NEIGHBOR_UNREACHABLE');
});

describe('MTU', () => {
  const udp: Flow = { ...FLOW, protocol: 'UDP', destinationPort: 53 };

  test('what fits is not looked at', () => {
    expect(stepsOf(send(hosts(), udp, 1450), 'MTU')).toEqual([]);
  });

  test('the sender cuts what its own device does not take', () => {
    const trace = send(hosts(), udp, 4000);
    expect(trace.disposition).toBe('ACCEPTED');
    expect(stepsOf(trace, 'MTU')).toMatchObject([
      { action: 'FRAGMENTED', detail: { device: 'eth0', mtu: 1450, bytes: 4000 } },
    ]);
  });

  test('a router that would have to cut it drops it, as its sender set DF', () => {
    const trace = send(hosts({ podMtu: 1500 }), udp, 1500);
    expect(trace.disposition).toBe('DROPPED');
    expect(stepsOf(trace, 'MTU')).toMatchObject([
      { action: 'EXCEEDED', detail: { device: 'vxlan0', mtu: 1450, bytes: 1500 } },
    ]);
  });
});

describe('routing rules', () => {
  const fib = createFib(
    [
      route('10.0.0.0/8', 'eth0'),
      route('0.0.0.0/0', 'eth1', undefined, { table: 2 }),
      route('10.0.0.5/32', 'veth5'),
      { ...route('192.168.0.1/32', 'lo'), type: 'local' },
    ],
    [
      { priority: 1536, from: cidr('10.0.0.5/32'), table: 2, origin: ORIGIN },
      { priority: 512, to: cidr('10.0.0.5/32'), table: 'main', origin: ORIGIN },
      { priority: 1024, fwmark: { value: 0x80, mask: 0x80 }, table: 'main', origin: ORIGIN },
    ],
  );
  const deviceOf = (destination: string, key: Parameters<typeof fib.lookup>[1] = {}): string | undefined =>
    fib.lookup(ip(destination), key)?.nexthops[0]?.device;

  test('are asked by priority, whatever the order they were added in', () => {
    expect(fib.rules().map(({ priority }) => priority)).toEqual([0, 512, 1024, 1536, 32_766, 32_767]);
    expect(deviceOf('10.9.9.9', { source: ip('10.0.0.5') })).toBe('eth1');
    expect(deviceOf('10.0.0.5', { source: ip('10.0.0.5') })).toBe('veth5');
    expect(deviceOf('10.9.9.9', { source: ip('10.0.0.5'), mark: 0x80 })).toBe('eth0');
    expect(deviceOf('10.9.9.9')).toBe('eth0');
  });

  test('a table without a route leaves the packet to the next rule', () => {
    expect(deviceOf('8.8.8.8')).toBeUndefined();
    expect(deviceOf('8.8.8.8', { source: ip('10.0.0.5') })).toBe('eth1');
    expect(deviceOf('8.8.8.8', { source: ip('10.0.0.5'), mark: 0x80 })).toBe('eth1');
  });

  test('the local table comes first', () => {
    expect(fib.decide(ip('192.168.0.1'), { source: ip('10.0.0.5') })?.route.type).toBe('local');
  });
});
