import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { connection, hopsOf, INTERNET, nodeOf, POD, podOn, serviceOf, stage, stepsOf, TWO_NODES } from './two-nodes.ts';
import { saidCause } from '../../../support/said.ts';

describe('flannel', () => {
  const { text, way, ip, cluster } = stage({ cni: 'flannel' });

  test('a node has cni0 and flannel.1, a route, a neighbour and a forwarding entry for the other one', () => {
    const { addresses, routes } = text('node/n1');
    expect(addresses).toMatch(/cni0: .* mtu 1450 /);
    expect(addresses).toMatch(/veth[0-9a-f]{8}: .* mtu 1450 master cni0/);
    expect(addresses).toMatch(/flannel\.1: .* mtu 1450 .*\n.*\n +inet 10\.244\.1\.0\/32/);
    expect(routes).toContain('10.244.1.0/24 dev cni0 proto kernel scope link src 10.244.1.1');
    expect(routes).toContain('10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink');
    const mac = /10\.244\.2\.0 dev flannel\.1 lladdr (\S+) PERMANENT/.exec(routes)?.[1];
    expect(routes).toContain(`${mac} dev flannel.1 dst 192.168.0.12 self permanent`);
  });

  test('FLANNEL-POSTRTG as flanneld writes it', () => {
    const masq = '-m comment --comment "flanneld masq"';
    expect(text('node/n1').rules.split('\n').slice(0, 7)).toEqual([
      `-A POSTROUTING ${masq} -j FLANNEL-POSTRTG`,
      `-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 ${masq} -j RETURN`,
      `-A FLANNEL-POSTRTG -s 10.244.1.0/24 -d 10.244.0.0/16 ${masq} -j RETURN`,
      `-A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.1.0/24 ${masq} -j RETURN`,
      `-A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.1.0/24 ${masq} -j RETURN`,
      `-A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 ${masq} -j MASQUERADE --random-fully`,
      `-A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 ${masq} -j MASQUERADE --random-fully`,
    ]);
  });

  test('across nodes the outer packet goes between the nodes, on the same node there is none', () => {
    const across = connection(way(POD('nginx'), `tcp://${ip('c')}:80`));
    expect(stepsOf(across, 'TUNNEL')[0]?.packet).toMatchObject({
      protocol: 'UDP',
      sourceIP: '192.168.0.11',
      destinationIP: '192.168.0.12',
      destinationPort: 8472,
    });
    expect(hopsOf(across)).toEqual(['pod/default/nginx', 'node/n1', 'node/n2', 'pod/default/c']);
    expect(stepsOf(connection(way(POD('nginx'), `tcp://${ip('b')}:80`)), 'TUNNEL')).toEqual([]);
  });

  test('a NodePort that leads to the other node shows the pod the address of flannel.1', () => {
    const outcome = way(INTERNET, 'tcp://192.168.0.11:30080');
    expect(outcome).toMatchObject({ disposition: 'ACCEPTED', reply: 'ACCEPTED', masqueraded: true });
    expect(outcome.final.sourceIP).toBe('10.244.1.0');
  });

  test('a datagram from outside that the overlay cannot take is dropped, and the MTU named', () => {
    const dns = serviceOf('dns', { type: 'NodePort', ports: [{ port: 53, protocol: 'UDP', nodePort: 30_053 }] });
    const { way: send } = stage({ cni: 'flannel' }, [...TWO_NODES, dns]);
    const outcome = send(INTERNET, 'udp://192.168.0.11:30053', { bytes: 1500 });
    expect(outcome).toMatchObject({ disposition: 'DROPPED', cause: { code: 'MTU_EXCEEDED' } });
    expect(saidCause(outcome.cause)).toContain('flannel.1 of node n1 takes 1450');
    expect(send(INTERNET, 'udp://192.168.0.11:30053', { bytes: 1450 }).cause?.code).not.toBe('MTU_EXCEEDED');
  });

  test('what a pod sends is cut where it leaves', () => {
    const sized = way(POD('nginx'), `icmp://${ip('c')}`, { bytes: 1472 });
    expect(sized).toMatchObject({ disposition: 'ACCEPTED', reply: 'ACCEPTED' });
    expect(stepsOf(connection(sized), 'MTU')).toMatchObject([{ action: 'FRAGMENTED', detail: { mtu: 1450 } }]);
  });

  test('does not enforce NetworkPolicies', () => expect(cluster.settings.policiesIgnored).toBe(true));
});

describe('Calico', () => {
  test('BGP: cali veths with proxy ARP, /32 addresses, blocks by bird, the own block a blackhole', () => {
    const { text, way, ip } = stage({ cni: 'calico' });
    const { addresses, routes, rules } = text('node/n1');
    expect(addresses).toContain('calic440f455693: ');
    expect(addresses).toContain('link/ether ee:ee:ee:ee:ee:ee');
    expect(routes.split('\n')).toEqual([
      '10.244.1.2 dev calic440f455693 scope link',
      expect.stringMatching(/^10\.244\.1\.3 dev cali[0-9a-f]{11} scope link$/),
      'blackhole 10.244.1.0/24 proto bird',
      '10.244.2.0/24 via 192.168.0.12 dev eth0 proto bird',
      '192.168.0.0/24 dev eth0 proto kernel scope link src 192.168.0.11',
      'default via 192.168.0.1 dev eth0 proto kernel',
    ]);
    expect(rules).toContain(
      '-A cali-nat-outgoing -m set --match-set cali40masq-ipam-pools src -m set ! --match-set cali40all-ipam-pools dst -j MASQUERADE --random-fully',
    );
    expect(text('pod/default/nginx')).toMatchObject({
      addresses: expect.stringContaining('inet 10.244.1.2/32 scope global eth0') as string,
      routes: '169.254.1.1 dev eth0 scope link\ndefault via 169.254.1.1 dev eth0',
    });
    const trace = connection(way(POD('nginx'), `tcp://${ip('c')}:80`));
    expect(stepsOf(trace, 'NEIGHBOR')[0]?.detail).toMatchObject({ ip: '169.254.1.1', proxy: true });
    expect(stepsOf(trace, 'TUNNEL')).toEqual([]);
    expect(stepsOf(trace, 'BRIDGE')).toEqual([]);
  });

  test('an address of the own block that no pod has ends in the blackhole', () => {
    const { way } = stage({ cni: 'calico' });
    expect(way(POD('nginx'), 'tcp://10.244.1.77:80').disposition).toBe('DROPPED');
  });

  test('IP in IP: tunl0, MTU 1480, outer packets from node to node', () => {
    const { text, way, ip } = stage({ cni: 'calico-ipip' });
    expect(text('node/n1').routes).toContain('10.244.2.0/24 via 192.168.0.12 dev tunl0 proto bird onlink');
    expect(text('node/n1').addresses).toMatch(/tunl0: <NOARP,UP,LOWER_UP> mtu 1480 .*\n +link\/ipip 0\.0\.0\.0/);
    expect(text('pod/default/nginx').addresses).toMatch(/eth0: .* mtu 1480/);
    const trace = connection(way(POD('nginx'), `tcp://${ip('c')}:80`));
    expect(stepsOf(trace, 'TUNNEL')[0]?.packet).toMatchObject({ protocol: 'IPIP', destinationIP: '192.168.0.12' });
    expect(way({ node: 'n1' }, `tcp://${ip('c')}:80`).final.sourceIP).toBe('10.244.1.0');
  });

  test('VXLAN: vxlan.calico, VNI 4096, port 4789', () => {
    const { text, way, ip } = stage({ cni: 'calico-vxlan' });
    expect(text('node/n1').routes).toContain('10.244.2.0/24 via 10.244.2.0 dev vxlan.calico proto 80 onlink');
    const trace = connection(way(POD('nginx'), `tcp://${ip('c')}:80`));
    const [step] = stepsOf(trace, 'TUNNEL');
    expect(step).toMatchObject({ detail: { vni: 4096 }, packet: { destinationPort: 4789 } });
  });
});

describe('Cilium', () => {
  test('tunnel: the program at the pod puts the packet into the tunnel, and past the stack of both nodes', () => {
    const { way, ip, text, cluster } = stage({ cni: 'cilium' });
    expect(cluster.settings.proxyMode).toBe('ebpf');
    expect(text('node/n1').routes).toContain('10.244.2.0/24 via 10.244.1.1 dev cilium_host src 10.244.1.1 mtu 1450');
    expect(text('pod/default/nginx').routes).toContain('default via 10.244.1.1 dev eth0 mtu 1450');
    const trace = connection(way(POD('nginx'), `tcp://${ip('c')}:80`));
    expect(stepsOf(trace, 'REDIRECT').map(({ action }) => action)).toEqual(['TO_TUNNEL', 'TO_ENDPOINT']);
    expect(stepsOf(trace, 'TUNNEL')[0]?.packet).toMatchObject({ destinationIP: '192.168.0.12', destinationPort: 8472 });
    // The nodes look up routes for the outer packet alone.
    expect(stepsOf(trace, 'ROUTE').map(({ detail }) => detail.destination)).toEqual([
      ip('c'),
      '192.168.0.12',
      '192.168.0.12',
      ip('c'),
    ]);
  });

  test('on one node from veth to veth', () => {
    const { way, ip } = stage({ cni: 'cilium' });
    const trace = connection(way(POD('nginx'), `tcp://${ip('b')}:80`));
    expect(stepsOf(trace, 'REDIRECT').map(({ action }) => action)).toEqual(['TO_ENDPOINT']);
    expect(trace.final.ttl).toBe(64);
  });

  test('what comes by a NodePort of another node goes through the tunnel, and its reply back', () => {
    const outcome = stage({ cni: 'cilium' }).way(INTERNET, 'tcp://192.168.0.11:30080');
    expect(outcome).toMatchObject({ disposition: 'ACCEPTED', reply: 'ACCEPTED' });
    expect(stepsOf(connection(outcome), 'TUNNEL')).toHaveLength(2);
  });

  test('so does a datagram: it carries the address of cilium_host, which no masquerade touches', () => {
    const spec = { nodeName: 'n2', containers: [{ name: 'dns', image: 'dns' }] };
    const dns: RawObject = { ...podOn('dns', 'n2'), spec };
    const ports = [{ port: 53, protocol: 'UDP', nodePort: 30_053 }];
    const service = serviceOf('dns', { type: 'NodePort', selector: { app: 'dns' }, ports });
    const { way } = stage({ cni: 'cilium' }, [...TWO_NODES, dns, service]);
    const outcome = way(INTERNET, 'udp://192.168.0.11:30053');
    expect(outcome).toMatchObject({ disposition: 'ACCEPTED', reply: 'ACCEPTED' });
    expect(outcome.final.sourceIP).toBe('10.244.1.1');
  });

  test.each(['iptables', 'nftables', 'ipvs'] as const)('beside kube-proxy (%s) Services work too', (proxyMode) => {
    const { way } = stage({ cni: 'cilium', proxyMode });
    expect(way(POD('nginx'), 'http://c.default')).toMatchObject({ disposition: 'ACCEPTED', reply: 'ACCEPTED' });
    expect(way(INTERNET, 'tcp://192.168.0.11:30080')).toMatchObject({ disposition: 'ACCEPTED', reply: 'ACCEPTED' });
  });

  const DENY = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'closed', namespace: 'default' },
    spec: {
      podSelector: { matchLabels: { app: 'c' } },
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'b' } } }] }],
    },
  };
  const CALICO = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'calico-node', namespace: 'kube-system' },
  };
  test.each(['cilium', 'cilium-native', 'gke-dataplane-v2', 'calico', 'gke'])(
    '%s enforces policies wherever its packets pass',
    (cni) => {
      const objects = [
        nodeOf(1),
        nodeOf(2),
        podOn('nginx', 'n1'),
        podOn('b', 'n1'),
        podOn('c', 'n2'),
        podOn('d', 'n2'),
      ];
      const { way, ip } = stage({ cni }, [...objects, DENY, ...(cni === 'gke' ? [CALICO] : [])]);
      const to = `tcp://${ip('c')}:80`;
      expect(way(POD('nginx'), to)).toMatchObject({ disposition: 'DROPPED', cause: { code: 'POLICY_DENIES_INGRESS' } });
      expect(way(POD('d'), to).disposition).toBe('DROPPED');
      expect(way(POD('b'), to)).toMatchObject({ disposition: 'ACCEPTED', reply: 'ACCEPTED' });
      expect(way({ node: 'n2' }, to).disposition).toBe('ACCEPTED');
    },
  );
});
