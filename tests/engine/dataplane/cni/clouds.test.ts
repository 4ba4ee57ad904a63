import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { sayFix } from '../../../../src/narration/en/failures/fixes.ts';
import { EXTERNAL_SNAT } from './external-snat.ts';
import { connection, hopsOf, INTERNET, nodeOf, POD, podOn, serviceOf, stage, stepsOf, TWO_NODES } from './two-nodes.ts';

describe('AWS VPC CNI', () => {
  const { text, way, ip, cluster } = stage({ cni: 'aws-vpc' });

  test('pods have addresses of the subnet, a /32 route each and a rule that sends to them', () => {
    expect(ip('nginx')).toBe('192.168.0.4');
    const { addresses, routes } = text('node/n1');
    expect(addresses).toMatch(/eth0: .* mtu 9001 .*\n.*\n +inet 192\.168\.0\.11\/20/);
    expect(addresses).toContain('enic440f455693: ');
    expect(routes).toContain('192.168.0.4 dev enic440f455693 scope link');
    expect(routes).toContain('512:\tfrom all to 192.168.0.4 lookup main');
    expect(routes).toContain('1024:\tfrom all fwmark 0x80/0x80 lookup main');
    expect(routes).not.toContain('1536:');
    expect(text('pod/default/nginx').routes).toMatch(
      /^169\.254\.1\.1 dev eth0 scope link\ndefault via 169\.254\.1\.1 dev eth0\n# ip neigh show nud permanent\n169\.254\.1\.1 dev eth0 lladdr \S+ PERMANENT$/,
    );
    expect(cluster.settings.localDetector).toEqual({ mode: 'none' });
  });

  test('SNAT of what leaves the VPC, as the plugin writes it', () => {
    const { rules } = text('node/n1');
    for (const line of [
      '-A PREROUTING -i eth0 -m comment --comment "AWS, primary ENI" -m addrtype --dst-type LOCAL --limit-iface-in -j CONNMARK --set-xmark 0x80/0x80',
      '-A PREROUTING -i eni+ -m comment --comment "AWS, primary ENI" -j CONNMARK --restore-mark --nfmask 0x80 --ctmask 0x80',
      '-A POSTROUTING -m comment --comment "AWS SNAT CHAIN" -j AWS-SNAT-CHAIN-0',
      '-A AWS-SNAT-CHAIN-0 -d 192.168.0.0/16 -m comment --comment "AWS SNAT CHAIN" -j RETURN',
      '-A AWS-SNAT-CHAIN-0 ! -o vlan+ -m comment --comment "AWS, SNAT" -m addrtype ! --dst-type LOCAL -j SNAT --to-source 192.168.0.11 --random-fully',
    ])
      expect(rules.split('\n')).toContain(line);
    expect(way(POD('nginx'), 'tcp://8.8.8.8:443').final.sourceIP).toBe('192.168.0.11');
    expect(way(POD('nginx'), 'tcp://192.168.0.12:10250').final.sourceIP).toBe(ip('nginx'));
  });

  test('with AWS_VPC_K8S_CNI_EXTERNALSNAT pods leave with their own address, and the DaemonSet names the CNI', () => {
    const external = stage({}, [...TWO_NODES, EXTERNAL_SNAT]);
    expect(external.cluster.settings.cni).toBe('aws-vpc');
    const outcome = external.way(POD('nginx'), 'tcp://198.51.100.10:80');
    expect(outcome).toMatchObject({ disposition: 'REFUSED', reply: 'ACCEPTED' });
    expect(outcome.final.sourceIP).toBe(external.ip('nginx'));
  });

  test('on a machine with a public address they are lost so, and the node itself is not', () => {
    const status = (node: RawObject, n: number) => ({
      ...node,
      status: {
        addresses: [
          { type: 'InternalIP', address: `192.168.0.1${n}` },
          { type: 'ExternalIP', address: `203.0.113.2${n}` },
        ],
      },
    });
    const [first, second] = [status(nodeOf(1), 1), status(nodeOf(2), 2)];
    const objects = [first, second, podOn('nginx', 'n1')];
    const lost = stage({}, [...objects, EXTERNAL_SNAT]);
    const { disposition, cause } = lost.way(POD('nginx'), 'tcp://198.51.100.10:80');
    expect([disposition, cause?.code]).toEqual(['DROPPED', 'SOURCE_NOT_PUBLIC']);
    for (const name of ['n1', 'n2'])
      expect(lost.way({ node: name }, 'tcp://198.51.100.10:80')).toMatchObject({ cause: { code: 'NOTHING_LISTENS' } });
    // As the node's own it has a public address to go by, and within the network nobody minds.
    const lent = stage({ cni: 'aws-vpc' }, objects);
    expect(lent.way(POD('nginx'), 'tcp://198.51.100.10:80').final.sourceIP).toBe('203.0.113.21');
    expect(lost.way(POD('nginx'), 'tcp://192.168.0.12:80').disposition).toBe('ACCEPTED');
  });

  describe('on a small instance', () => {
    // t3.micro: two interfaces, each for one pod.
    const small = { 'node.kubernetes.io/instance-type': 't3.micro' };
    const objects = [
      nodeOf(1, {}, small),
      nodeOf(2),
      podOn('a', 'n1'),
      podOn('b', 'n1'),
      podOn('full', 'n1'),
      podOn('c', 'n2'),
      serviceOf('on-eth1', {
        type: 'NodePort',
        externalTrafficPolicy: 'Local',
        selector: { app: 'b' },
        ports: [{ port: 80, nodePort: 30_081 }],
      }),
    ];
    const few = stage({ cni: 'aws-vpc' }, objects);

    test('the second pod leaves by eth1 and its table, and replies come in there', () => {
      const { routes, addresses } = few.text('node/n1');
      expect(addresses).toContain('eth1: ');
      expect(routes).toContain(`1536:\tfrom ${few.ip('b')} lookup 2`);
      expect(routes).toContain(
        '# ip route show table 2\n192.168.0.1 dev eth1 scope link\ndefault via 192.168.0.1 dev eth1',
      );
      const out = few.way(POD('b'), `tcp://${few.ip('c')}:80`);
      expect(out).toMatchObject({ disposition: 'ACCEPTED', reply: 'ACCEPTED' });
      expect(
        stepsOf(connection(out), 'ROUTE').find(({ detail }) => detail.rule !== undefined)?.detail.rule,
      ).toMatchObject({
        priority: 1536,
        table: 2,
      });
      const reply = out.legs.at(-1)?.reply;
      expect(reply?.hops[2]?.namespace).toBe('node/n1');
      expect(reply?.hops[2]?.steps[0]).toMatchObject({ type: 'INTERFACE', detail: { interface: 'eth1' } });
    });

    test('what came in by eth0 goes back by eth0: the connection is marked', () => {
      const outcome = few.way(INTERNET, 'tcp://192.168.0.11:30081');
      expect(outcome).toMatchObject({ disposition: 'ACCEPTED', reply: 'ACCEPTED', masqueraded: false });
      const reply = outcome.legs.at(-1)?.reply;
      const passed = reply?.hops.find(({ namespace }) => namespace === 'node/n1')?.steps ?? [];
      expect(passed.findLast(({ type }) => type === 'INTERFACE')).toMatchObject({ detail: { interface: 'eth0' } });
      expect(passed.some((step) => step.type === 'ROUTE' && step.detail.rule?.priority === 1024)).toBe(true);
    });

    test('the third pod gets no address and says why', () => {
      const pod = few.cluster.pod('default', 'full');
      const reason = { is: 'NO_SUBNET_ADDRESS', node: 'n1', most: 2 };
      expect(pod).toMatchObject({ ips: [], phase: 'Pending', pendingReason: reason });
    });
  });
});

describe('GKE', () => {
  test('VPC-native: everything goes to the gateway, which knows the alias ranges', () => {
    const { text, way, ip } = stage({ cloud: 'gke' });
    const { addresses, routes } = text('node/n1');
    expect(addresses).toMatch(/eth0: .* mtu 1460 .*\n.*\n +inet 192\.168\.0\.11\/32/);
    expect(routes).toContain('192.168.0.1 dev eth0 proto kernel scope link');
    expect(routes).not.toContain('10.244.2.0/24');
    const trace = connection(way(POD('nginx'), `tcp://${ip('c')}:80`));
    expect(hopsOf(trace)).toEqual(['pod/default/nginx', 'node/n1', 'router', 'node/n2', 'pod/default/c']);
    expect(way(POD('nginx'), 'tcp://8.8.8.8:443').final.sourceIP).toBe('192.168.0.11');
    expect(way(POD('nginx'), 'tcp://192.168.0.12:10250').final.sourceIP).toBe(ip('nginx'));
  });

  test('the pod reaches its own network by the gateway, as the ptp plugin has it', () => {
    expect(stage({ cloud: 'gke' }).text('pod/default/nginx').routes.split('\n')).toEqual([
      '10.244.1.1 dev eth0 scope link',
      '10.244.1.0/24 via 10.244.1.1 dev eth0 src 10.244.1.2',
      'default via 10.244.1.1 dev eth0',
    ]);
  });

  test('Dataplane V2 replaces kube-proxy', () => {
    const { cluster, way, ip } = stage({ cni: 'gke-dataplane-v2' });
    expect(cluster.settings.proxyMode).toBe('ebpf');
    expect(stepsOf(connection(way(POD('nginx'), `tcp://${ip('c')}:80`)), 'REDIRECT')).toHaveLength(1);
  });
});

describe('AKS', () => {
  test('Azure CNI: addresses of the VNet, seen by other nodes', () => {
    const { text, way, ip } = stage({ cni: 'azure' });
    expect(ip('nginx')).toMatch(/^192\.168\.0\./);
    expect(text('node/n1').addresses).toContain('azvc440f455693: ');
    expect(way(POD('nginx'), 'tcp://192.168.0.12:10250').final.sourceIP).toBe(ip('nginx'));
    expect(hopsOf(connection(way(POD('nginx'), `tcp://${ip('c')}:80`)))).not.toContain('router');
  });

  test('Overlay: the podCIDR is not in the VNet, so that only pods see pods', () => {
    const { way, ip, cluster } = stage({ cloud: 'aks' });
    expect(cluster.settings.cni).toBe('azure-overlay');
    expect(hopsOf(connection(way(POD('nginx'), `tcp://${ip('c')}:80`)))).toContain('router');
    expect(way(POD('nginx'), 'tcp://192.168.0.12:10250').final.sourceIP).toBe('192.168.0.11');
  });
});

test.each(['aws-vpc', 'gke', 'azure', 'azure-overlay', 'gke-dataplane-v2'])(
  '%s: nobody outside reaches a pod address',
  (cni) => {
    const { way, ip } = stage({ cni });
    expect(way(INTERNET, `tcp://${ip('c')}:80`)).toMatchObject({
      disposition: 'NO_ROUTE',
      cause: { code: 'NO_ROUTE' },
    });
  },
);

describe('load balancers', () => {
  const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';
  const PUBLIC = { [`${AWS}scheme`]: 'internet-facing' };
  const balancer = (annotations: Readonly<Record<string, string>>, spec: object = {}) =>
    serviceOf(
      'lb',
      { type: 'LoadBalancer', ...spec },
      annotations[`${AWS}type`] === 'external' ? { ...PUBLIC, ...annotations } : annotations,
    );
  const ofCloud = (cloud: 'eks' | 'gke' | 'aks', service: RawObject) => {
    const made = stage({ cloud }, [...TWO_NODES, service]);
    const vip = made.cluster.service('default', 'lb')?.loadBalancerIPs[0];
    return { ...made, vip, all: made.ways(INTERNET, `tcp://${vip?.ip}:80`) };
  };

  test('Google keeps the address as destination: the node has to know it', () => {
    const { all, vip } = ofCloud('gke', balancer({}));
    expect(vip?.ipMode).toBe('VIP');
    for (const outcome of all) {
      expect(outcome).toMatchObject({ disposition: 'ACCEPTED', reply: 'ACCEPTED' });
      const [, second] = connection(outcome).hops;
      expect(second?.steps.at(-1)?.packet.destinationIP).toBe(vip?.ip);
    }
  });

  test('classic ELB: a connection of its own to a NodePort', () => {
    const { all, vip } = ofCloud('eks', balancer({}));
    expect(vip?.ipMode).toBe('Proxy');
    expect(all).toHaveLength(2);
    for (const outcome of all) expect(outcome).toMatchObject({ masqueraded: true, reply: 'ACCEPTED' });
  });

  test('NLB with instance targets: the NodePort, with the client kept where the policy is Local', () => {
    const { all } = ofCloud('eks', balancer({ [`${AWS}type`]: 'external' }, { externalTrafficPolicy: 'Local' }));
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ disposition: 'ACCEPTED', reply: 'ACCEPTED', masqueraded: false });
    expect(all[0]?.final.sourceIP).toBe('198.51.100.10');
    // The health check of its healthCheckNodePort leaves the node without endpoint out.
    expect(hopsOf(connection(all[0] as never))).toEqual(['internet', 'load-balancer', 'node/n2', 'pod/default/c']);
  });

  test('NLB with IP targets: straight to the pod, past every NodePort', () => {
    const { all } = ofCloud('eks', balancer({ [`${AWS}type`]: 'external', [`${AWS}nlb-target-type`]: 'ip' }));
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ disposition: 'ACCEPTED', reply: 'ACCEPTED' });
    expect(stepsOf(connection(all[0] as never), 'RULE').some(({ detail }) => detail.chain === 'KUBE-NODEPORTS')).toBe(
      false,
    );
  });

  test('an NLB that keeps addresses cannot give a node its own packet back', () => {
    const { ways, vip } = ofCloud('eks', balancer({ [`${AWS}type`]: 'external' }));
    const found = ways(POD('nginx'), `tcp://${vip?.ip}:80`);
    expect(found.map(({ disposition, cause }) => cause?.code ?? disposition).sort()).toEqual([
      'ACCEPTED',
      'LOAD_BALANCER_HAIRPIN',
    ]);
  });

  test('source ranges hold at the load balancer, where no node could tell', () => {
    const { all } = ofCloud(
      'eks',
      balancer({ [`${AWS}type`]: 'nlb' }, { loadBalancerSourceRanges: ['203.0.113.0/24'] }),
    );
    expect(all.map(({ disposition }) => disposition)).toEqual(['DROPPED']);
  });

  describe('internal ones', () => {
    const INTERNAL = [
      ['eks', { [`${AWS}type`]: 'external', [`${AWS}scheme`]: 'internal' }],
      ['eks', { [`${AWS}internal`]: 'true' }],
      ['gke', { 'networking.gke.io/load-balancer-type': 'Internal' }],
      ['aks', { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' }],
    ] as const;
    test.each(INTERNAL)('%s %j: nobody on the internet has a way there, pods do', (cloud, annotations) => {
      const { all, ways, vip } = ofCloud(cloud, serviceOf('lb', { type: 'LoadBalancer' }, annotations));
      expect(all.map(({ cause }) => cause?.code)).toEqual(['ADDRESS_NOT_PUBLIC']);
      const fix = all[0]?.cause?.fix;
      expect(fix?.code).toBe('ASK_FROM_INSIDE');
      // Nobody opens it to everybody by a press.
      expect(fix).not.toHaveProperty('path');
      const said = fix === undefined ? '' : sayFix(fix);
      expect(said.indexOf('Ask from inside the network')).toBe(0);
      expect(said.indexOf('everybody on the internet can reach it')).toBeGreaterThan(said.indexOf('make it public'));
      expect(ways(POD('nginx'), `tcp://${vip?.ip}:80`).some(({ disposition }) => disposition === 'ACCEPTED')).toBe(
        true,
      );
    });
    test('those of the AWS controller are internal unless they say otherwise; those of the cloud provider are not', () => {
      const codes = (annotations: Readonly<Record<string, string>>) =>
        ofCloud('eks', serviceOf('lb', { type: 'LoadBalancer' }, annotations)).all.flatMap(
          ({ cause }) => cause?.code ?? [],
        );
      expect(codes({ [`${AWS}type`]: 'external' })).toEqual(['ADDRESS_NOT_PUBLIC']);
      expect(codes({ [`${AWS}type`]: 'nlb' })).toEqual([]);
      expect(codes({})).toEqual([]);
    });
    test('a public address that is stated is one', () => {
      const status = { loadBalancer: { ingress: [{ ip: '203.0.113.9' }] } };
      const service = serviceOf('lb', { type: 'LoadBalancer' }, { [`${AWS}type`]: 'external' });
      expect(ofCloud('eks', { ...service, status }).all.map(({ disposition }) => disposition)).toContain('ACCEPTED');
    });
  });

  test('Azure without floating IP: the NodePort, the client kept', () => {
    const annotation = { 'service.beta.kubernetes.io/azure-disable-load-balancer-floating-ip': 'true' };
    const { all } = ofCloud('aks', balancer(annotation, { externalTrafficPolicy: 'Local' }));
    expect(all[0]?.final.sourceIP).toBe('198.51.100.10');
    expect(all[0]?.reply).toBe('ACCEPTED');
  });
});

test('the error a program sends for a Service without endpoints keeps its source, whatever the node masquerades', () => {
  const nobody = serviceOf('nobody', { type: 'LoadBalancer', selector: { app: 'nobody' } });
  const { ways, cluster } = stage({ cni: 'kindnet', proxyMode: 'ebpf' }, [...TWO_NODES, nobody]);
  const vip = cluster.service('default', 'nobody')?.loadBalancerIPs[0]?.ip;
  for (const outcome of ways(INTERNET, `tcp://${vip}:80`))
    expect(outcome).toMatchObject({ disposition: 'REJECTED', reply: 'ACCEPTED' });
});
