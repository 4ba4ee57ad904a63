import { describe, expect, test } from 'vitest';
import type { ClusterPod } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import { INTERNET, nodeNamespace, podNamespace } from '../../../src/engine/dataplane/build/build-network.ts';
import { formatNodeTables } from '../../../src/engine/dataplane/build/ruleset-text.ts';
import { branches } from '../../../src/engine/linux/model/choice.ts';
import { createSession, selectSource, walk } from '../../../src/engine/linux/walk/walk.ts';
import { reverseFlow } from '../../../src/engine/net/flow.ts';
import { createIp } from '../../../src/engine/net/ip.ts';
import { cidr, cluster, node, pod, service, type ClusterParts } from './fixture-cluster.ts';
import { walkRules } from './rule-walk.ts';
import { buildNetwork } from '../../whole-engine.ts';

const V6 = cidr('fd00:10:244::/48');
const POD_CIDRS = [cidr('10.244.0.0/16'), V6];

type Port = Omit<ClusterPod['containers'][number]['ports'][number], 'protocol'> & { readonly protocol?: 'TCP' | 'UDP' };
type State = 'running' | 'stopped';
const withPorts = (ports: readonly Port[], state: State = 'running'): Partial<ClusterPod> => ({
  containers: [
    {
      name: 'app',
      image: 'app',
      ports: ports.map((port) => ({ protocol: 'TCP', ...port })),
      init: false,
      state,
    },
  ],
  listeners:
    state === 'running'
      ? ports.map(({ protocol = 'TCP', containerPort }) => ({ protocol, port: containerPort, container: 'app' }))
      : [],
});
const HTTP: Port = { containerPort: 8080, hostPort: 8888 };
const WEB = ['10.244.0.5', 'fd00:10:244::5'] as const;

function parts(web: Partial<ClusterPod> = withPorts([HTTP]), more: Partial<ClusterParts> = {}): ClusterParts {
  return {
    ...more,
    settings: { podCIDRs: POD_CIDRS, localDetector: { mode: 'ClusterCIDR', cidrs: POD_CIDRS }, ...more.settings },
    nodes: [
      node('n1', ['192.168.0.2', '2001:db8::2'], { podCIDRs: [cidr('10.244.0.0/24'), cidr('fd00:10:244::/64')] }),
      node('n2', ['192.168.0.3', '2001:db8::3'], { podCIDRs: [cidr('10.244.1.0/24'), cidr('fd00:10:244:1::/64')] }),
    ],
    pods: [
      pod('web', 'n1', WEB, web),
      pod('neighbor', 'n1', ['10.244.0.9', 'fd00:10:244::9']),
      pod('remote', 'n2', ['10.244.1.9', 'fd00:10:244:1::9']),
    ],
  };
}

interface Way {
  readonly end: string;
  readonly to: string;
  readonly source: string;
  readonly reply: string | undefined;
}

interface Asked {
  readonly port?: number;
  readonly protocol?: 'TCP' | 'UDP';
}

/** There and back. */
function way(given: ClusterParts, from: string, to: string, { port = 8888, protocol = 'TCP' }: Asked = {}): Way {
  const network = buildNetwork(cluster(given));
  const destinationIP = createIp(to);
  const sourceIP = to === '127.0.0.1' ? destinationIP : selectSource(network, from, destinationIP);
  if (sourceIP === undefined) throw new Error(`${from} has no source for ${to}`);
  const flow = { protocol, sourceIP, sourcePort: 40000, destinationIP, destinationPort: port } as const;
  const ways = [
    ...branches((choose) => {
      const session = createSession(choose);
      const there = walk(network, session, { kind: 'process', namespace: from }, flow);
      const answers = there.disposition === 'ACCEPTED' || there.disposition === 'REFUSED';
      const back = answers
        ? walk(network, session, { kind: 'process', namespace: there.end }, reverseFlow(there.final))
        : undefined;
      return {
        end: `${there.disposition} ${there.end}`,
        to: `${there.final.destinationIP} ${there.final.destinationPort}`,
        source: there.final.sourceIP,
        reply:
          back === undefined
            ? undefined
            : `${back.disposition} ${back.end} ${back.final.sourceIP} ${back.final.sourcePort} > ${back.final.destinationIP}`,
      };
    }),
  ].map(({ value }) => value);
  const [only, ...others] = ways;
  if (only === undefined || others.length > 0) throw new Error(`${ways.length} ways`);
  return only;
}

const at = (name: string) => podNamespace('default', name);
const [N1, N2] = [nodeNamespace('n1'), nodeNamespace('n2')];
const NODE = { 4: '192.168.0.2', 6: '2001:db8::2' } as const;
const OTHER_NODE = { 4: '192.168.0.3', 6: '2001:db8::3' } as const;
const GATEWAY = { 4: '10.244.0.1', 6: 'fd00:10:244::1' } as const;

describe.each(['iptables', 'nftables', 'ipvs', 'ebpf'] as const)('a hostPort in %s mode', (proxyMode) => {
  const given = parts(withPorts([HTTP]), { settings: { proxyMode } });

  describe.each([4, 6] as const)('IPv%i', (family) => {
    const own = WEB[family === 4 ? 0 : 1];

    test.each([
      ['from outside: its own address', INTERNET, undefined],
      ['from a node: its own address', N2, OTHER_NODE[family]],
      ["from a pod elsewhere: that node's address", at('remote'), OTHER_NODE[family]],
      ["from a neighbour: the bridge's address", at('neighbor'), GATEWAY[family]],
      ["from the pod itself (hairpin): the bridge's address", at('web'), GATEWAY[family]],
      ['from its own node: the address it called', N1, NODE[family]],
    ] as const)('%s', (_name, from, source) => {
      const found = way(given, from, NODE[family]);
      expect(found).toMatchObject({ end: `ACCEPTED ${at('web')}`, to: `${own} 8080` });
      if (source !== undefined) expect(found.source).toBe(source);
      expect(found.reply).toMatch(new RegExp(`^ACCEPTED ${from} ${NODE[family]} 8888 > `));
    });

    test('answers on that node alone', () => {
      expect(way(given, INTERNET, OTHER_NODE[family]).end).toBe(`REFUSED ${N2}`);
    });

    test('the generated rules say so to a second reader', () => {
      const namespace = buildNetwork(cluster(given)).namespace(N1);
      if (namespace === undefined) throw new Error('no n1');
      const fate = (sourceIP: string, destinationPort: number, device = 'eth0') =>
        walkRules(
          namespace,
          {
            protocol: 'TCP',
            sourceIP: createIp(sourceIP),
            sourcePort: 40000,
            destinationIP: createIp(NODE[family]),
            destinationPort,
            mark: 0,
          } as Parameters<typeof walkRules>[1],
          'wire',
          device,
        );
      const where = family === 4 ? `${own}:8080` : `[${own}]:8080`;
      const outside = family === 4 ? '198.51.100.10' : '2001:db8:ffff::10';
      expect(fate(outside, 8888)).toEqual([{ where, masqueraded: false, probability: 1 }]);
      expect(fate(own, 8888, 'cbr0')).toEqual([{ where, masqueraded: true, probability: 1 }]);
      expect(fate(outside, 8889)[0]?.where).not.toBe(where);
    });
  });

  test('at 127.0.0.1 of its node, masqueraded; the reply comes from 127.0.0.1', () => {
    expect(way(given, N1, '127.0.0.1')).toEqual({
      end: `ACCEPTED ${at('web')}`,
      to: '10.244.0.5 8080',
      source: '10.244.0.1',
      reply: `ACCEPTED ${N1} 127.0.0.1 8888 > 127.0.0.1`,
    });
  });

  test('a stopped container refuses, and the refusal comes from the hostPort', () => {
    const found = way(parts(withPorts([HTTP], 'stopped'), { settings: { proxyMode } }), INTERNET, NODE[4]);
    expect(found.end).toBe(`REFUSED ${at('web')}`);
    expect(found.reply).toMatch(new RegExp(`^ACCEPTED ${INTERNET} ${NODE[4]} 8888`));
  });
});

describe('which packets a hostPort is for', () => {
  test.each([
    ['the protocol it names', { ...HTTP, protocol: 'UDP' }, [NODE[4], 'UDP'], true],
    ['no other protocol', { ...HTTP, protocol: 'UDP' }, [NODE[4], 'TCP'], false],
    ['its hostIP', { ...HTTP, hostIP: createIp(NODE[4]) }, [NODE[4], 'TCP'], true],
    ['no address but its hostIP', { ...HTTP, hostIP: createIp('127.0.0.1') }, [NODE[4], 'TCP'], false],
    [
      'every address of the family with hostIP 0.0.0.0',
      { ...HTTP, hostIP: createIp('0.0.0.0') },
      [NODE[4], 'TCP'],
      true,
    ],
    ['no address of the other family', { ...HTTP, hostIP: createIp('0.0.0.0') }, [NODE[6], 'TCP'], false],
  ] as const)('%s', (_name, port, [to, protocol], reached) => {
    const found = way(parts(withPorts([port])), INTERNET, to, { protocol });
    expect(found.end).toBe(reached ? `ACCEPTED ${at('web')}` : `REFUSED ${N1}`);
  });

  test('with hostNetwork there is nothing to map', () => {
    const hosted = { ...withPorts([HTTP]), hostNetwork: true, ips: [createIp(NODE[4])] };
    expect(text(parts(hosted), 4)).not.toContain('CNI-');
  });

  test.each(['iptables', 'nftables'] as const)('in %s mode a Service with that nodePort comes first', (proxyMode) => {
    const web = service('web', {
      type: 'NodePort',
      clusterIPs: ['10.96.0.10'],
      ports: [{ port: 80, nodePort: 30080 }],
      endpoints: [{ ip: '10.244.1.9', ports: { '': 9 }, nodeName: 'n2' }],
    });
    const both = parts(withPorts([{ ...HTTP, hostPort: 30080 }]), { services: [web], settings: { proxyMode } });
    expect(way(both, INTERNET, NODE[4], { port: 30080 }).to).toBe('10.244.1.9 9');
  });
});

function text(given: ClusterParts, family: 4 | 6): string {
  const namespace = buildNetwork(cluster(given)).namespace(N1);
  if (namespace === undefined) throw new Error('no n1');
  return formatNodeTables(namespace.ruleset(family));
}

describe('as iptables-save prints it', () => {
  const many = Array.from({ length: 17 }, (_, index) => ({ containerPort: 8000 + index, hostPort: 7000 + index }));

  test('the jumps stand after those of kube-proxy, the one in POSTROUTING before', () => {
    const jumps = text(parts(), 4)
      .split('\n')
      .filter((line) => /^-A (PREROUTING|OUTPUT|POSTROUTING) .*-j (KUBE-SERVICES|KUBE-POSTROUTING|CNI-)/.test(line))
      .filter((line) => !line.includes('ctstate'));
    expect(jumps.map((line) => line.replace(/ -m comment --comment "[^"]*"/, ''))).toEqual([
      '-A PREROUTING -j KUBE-SERVICES',
      '-A PREROUTING -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT',
      '-A OUTPUT -j KUBE-SERVICES',
      '-A OUTPUT -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT',
      '-A POSTROUTING -j CNI-HOSTPORT-MASQ',
      '-A POSTROUTING -j KUBE-POSTROUTING',
    ]);
  });

  test('a pod has a chain, reached by 15 ports at a time', () => {
    const lines = text(parts(withPorts(many)), 4).split('\n');
    const entries = lines.filter((line) => line.startsWith('-A CNI-HOSTPORT-DNAT '));
    expect(
      entries.map((line) => /--dports (\S+) -j (CNI-DN-[0-9a-f]{21})$/.exec(line)?.[1]?.split(',').length),
    ).toEqual([15, 2]);
    expect(entries[0]).toMatch(
      /^-A CNI-HOSTPORT-DNAT -p tcp -m comment --comment "dnat name: \\"bridge\\" id: \\"[0-9a-f]{64}\\"" /,
    );
    const own = lines.filter((line) => line.startsWith('-A CNI-DN-') && line.includes('--dport 7000 '));
    expect(own.map((line) => line.replace(/^-A \S+ /, ''))).toEqual([
      '-s 10.244.0.0/24 -p tcp -m tcp --dport 7000 -j CNI-HOSTPORT-SETMARK',
      '-s 127.0.0.1/32 -p tcp -m tcp --dport 7000 -j CNI-HOSTPORT-SETMARK',
      '-p tcp -m tcp --dport 7000 -j DNAT --to-destination 10.244.0.5:8000',
    ]);
    expect(lines).toContain('-A CNI-HOSTPORT-MASQ -m mark --mark 0x2000/0x2000 -j MASQUERADE');
    expect(lines).toContain(
      '-A CNI-HOSTPORT-SETMARK -m comment --comment "CNI portfwd masquerade mark" -j MARK --set-xmark 0x2000/0x2000',
    );
  });

  test('nothing of it on a node without hostPorts', () => {
    expect(text(parts(withPorts([{ containerPort: 8080 }])), 4)).not.toContain('CNI-');
  });
});
