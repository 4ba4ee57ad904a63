import { describe, expect, test } from 'vitest';
import { createCidr } from '../../../src/engine/net/cidr.ts';
import { createIp } from '../../../src/engine/net/ip.ts';
import type { ClusterOverrides } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import type { TraceRequest } from '../../../src/engine/routing/request/request.ts';
import type { TraceResult } from '../../../src/engine/routing/engine/result.ts';
import { saidAssumption } from '../../support/said.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';

// Each assumption both ways: the results that rest on it say so, and no others.

type Fields = Readonly<Record<string, unknown>>;

const RANGES: ClusterOverrides = {
  podCIDRs: [createCidr(createIp('10.244.0.0'), 16)],
  serviceCIDRs: [createCidr(createIp('10.96.0.0'), 12)],
};

function node(n: number, more: Fields = {}): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: `node-${n}` },
    spec: { podCIDR: `10.244.${n}.0/24`, podCIDRs: [`10.244.${n}.0/24`] },
    status: { addresses: [{ type: 'InternalIP', address: `192.168.0.1${n}` }] },
    ...more,
  };
}

function pod(
  name: string,
  n: number,
  ports: readonly Fields[] = [{ containerPort: 8080 }],
  more: Fields = {},
): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', labels: { app: name } },
    spec: { nodeName: `node-${n}`, containers: [{ name: 'main', image: 'main', ports }], ...more },
  };
}

function service(name: string, spec: Fields): RawObject {
  const ports = [{ port: 80, targetPort: 8080, nodePort: spec['type'] === undefined ? undefined : 30080 }];
  const all = { selector: { app: 'web' }, clusterIP: '10.96.0.50', ports, ...spec };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec: all };
}

const DNS: RawObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'kube-dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  spec: { clusterIP: '10.96.0.10', ports: [{ port: 53, protocol: 'UDP' }] },
};
/** Everything a walk could ask for is stated. */
const STATED = [node(1), node(2), DNS, pod('client', 1), pod('web', 2)];

function walk(objects: readonly RawObject[], request: TraceRequest, overrides: ClusterOverrides = RANGES): TraceResult {
  const found = createRouter(buildCluster({ objects, overrides })).trace(request);
  if (!found.ok) throw new Error(found.error.code);
  return found.value;
}

const codesOf = ({ assumptions }: TraceResult): readonly string[] => assumptions.map(({ code }) => code);
const messageOf = ({ assumptions }: TraceResult, code: string): string | undefined =>
  assumptions
    .filter((each) => each.code === code)
    .map(saidAssumption)
    .at(0);
const from = (name: string, to: string): TraceRequest => ({ from: { pod: `shop/${name}` }, to });
const fromInternet = (to: string): TraceRequest => ({ from: { internet: true }, to });
const ipOf = (objects: readonly RawObject[], name: string): string =>
  buildCluster({ objects, overrides: RANGES }).pod('shop', name)?.ips[0] ?? '';

test('a walk for which everything is stated rests on nothing', () => {
  const objects = [...STATED, service('web', {})];
  const result = walk(objects, from('client', 'tcp://10.96.0.50:80'));
  expect(result.verdict).toBe('REACHABLE');
  expect(result.assumptions).toEqual([]);
  expect(result.findings).toBeUndefined();
});

describe('CLUSTER_IP_ASSUMED', () => {
  const objects = [...STATED, service('web', { clusterIP: undefined }), service('other', {})];
  const invented = buildCluster({ objects, overrides: RANGES }).service('shop', 'web')?.clusterIPs[0] ?? '';

  test('with a packet that carries the address, and its Service is named', () => {
    const result = walk(objects, from('client', `tcp://${invented}:80`));
    expect(messageOf(result, 'CLUSTER_IP_ASSUMED')).toBe(`Service shop/web states no clusterIP; ${invented} is taken.`);
    expect(codesOf(result)).toEqual(['CLUSTER_IP_ASSUMED']);
  });

  test('not with one for a clusterIP that is stated, nor for a pod', () => {
    for (const to of ['tcp://10.96.0.50:80', `tcp://${ipOf(objects, 'web')}:8080`])
      expect(codesOf(walk(objects, from('client', to)))).toEqual([]);
  });
});

describe('SERVICE_CIDR_ASSUMED', () => {
  const objects = [...STATED, service('web', { clusterIP: undefined }), service('other', {})];
  const overrides = { podCIDRs: RANGES.podCIDRs ?? [] };
  const invented = buildCluster({ objects, overrides }).service('shop', 'web')?.clusterIPs[0] ?? '';

  test('with an address made up from the range, and with one of it that nobody has', () => {
    expect(codesOf(walk(objects, from('client', `tcp://${invented}:80`), overrides))).toContain('SERVICE_CIDR_ASSUMED');
    expect(codesOf(walk(objects, from('client', 'tcp://10.96.9.9:80'), overrides))).toContain('SERVICE_CIDR_ASSUMED');
  });

  test('not with a clusterIP that is stated', () => {
    expect(codesOf(walk(objects, from('client', 'tcp://10.96.0.50:80'), overrides))).not.toContain(
      'SERVICE_CIDR_ASSUMED',
    );
  });
});

describe('NODE_PORT_ASSUMED', () => {
  const made = service('web', { type: 'NodePort', ports: [{ port: 80, targetPort: 8080 }] });
  const given = service('web', { type: 'NodePort' });

  test('with a call to the port, at whatever address of a node', () => {
    const objects = [...STATED, made];
    const port = buildCluster({ objects, overrides: RANGES }).service('shop', 'web')?.ports[0]?.nodePort ?? 0;
    for (const request of [
      from('client', `tcp://192.168.0.11:${port}`),
      { from: { node: 'node-1' }, to: `tcp://127.0.0.1:${port}` },
    ])
      expect(messageOf(walk(objects, request), 'NODE_PORT_ASSUMED')).toBe(
        `Service shop/web states no nodePort; ${port} is taken.`,
      );
  });

  test('not where the Service is called, nor where the port is stated, nor for a pod that has the same port', () => {
    const objects = [...STATED, made, pod('high', 2, [{ containerPort: 30000 }])];
    expect(codesOf(walk(objects, from('client', 'tcp://10.96.0.50:80')))).toEqual([]);
    expect(codesOf(walk([...STATED, given], from('client', 'tcp://192.168.0.11:30080')))).toEqual([]);
    expect(codesOf(walk(objects, from('client', `tcp://${ipOf(objects, 'high')}:30000`)))).toEqual([]);
  });
});

describe('POD_CIDR_ASSUMED', () => {
  const overrides = { serviceCIDRs: RANGES.serviceCIDRs ?? [] };
  const objects = [...STATED, service('web', {})];

  test('where a node forwards what a pod sends, and where a packet is for an address of the range', () => {
    expect(codesOf(walk(objects, from('client', 'tcp://10.96.0.50:80'), overrides))).toContain('POD_CIDR_ASSUMED');
    expect(codesOf(walk(objects, { from: { node: 'node-1' }, to: 'tcp://10.244.2.99:80' }, overrides))).toContain(
      'POD_CIDR_ASSUMED',
    );
  });

  test('not between nodes, nor inside a pod', () => {
    expect(codesOf(walk(objects, { from: { node: 'node-1' }, to: 'tcp://192.168.0.12:10250' }, overrides))).toEqual([]);
    expect(codesOf(walk(objects, from('client', 'tcp://127.0.0.1:9'), overrides))).toEqual([]);
  });
});

describe('NODES_ASSUMED', () => {
  const loose = (name: string): RawObject => pod(name, 1, undefined, { nodeName: undefined });

  test('where a packet passes a node that is made up', () => {
    const objects = [DNS, loose('client'), loose('web'), service('web', {})];
    expect(codesOf(walk(objects, from('client', 'tcp://10.96.0.50:80')))).toContain('NODES_ASSUMED');
  });

  test('not where it stays inside its pod, nor on nodes that are given while pods name another', () => {
    expect(codesOf(walk([DNS, loose('client')], from('client', 'tcp://127.0.0.1:9')))).not.toContain('NODES_ASSUMED');
    const mixed = [...STATED, pod('far', 7), service('web', {})];
    expect(codesOf(walk(mixed, from('client', 'tcp://10.96.0.50:80')))).not.toContain('NODES_ASSUMED');
    expect(codesOf(walk(mixed, from('client', `tcp://${ipOf(mixed, 'far')}:8080`)))).toContain('NODES_ASSUMED');
  });
});

describe('NODE_ADDRESS_ASSUMED', () => {
  const objects = [node(1), node(2, { status: {} }), DNS, pod('client', 1), pod('web', 2), service('web', {})];
  const ip = buildCluster({ objects, overrides: RANGES }).node('node-2')?.ips[0] ?? '';

  test('where a packet carries the address', () => {
    const result = walk(objects, from('client', `tcp://${ip}:10250`));
    expect(messageOf(result, 'NODE_ADDRESS_ASSUMED')).toBe(`Node node-2 states no InternalIP; ${ip} is taken.`);
  });

  test('not where it is only for a pod there', () => {
    expect(codesOf(walk(objects, from('client', 'tcp://10.96.0.50:80')))).toEqual([]);
  });
});

describe('LOAD_BALANCER_ADDRESS_ASSUMED and FIREWALL_ASSUMED at a load balancer', () => {
  const made = service('web', { type: 'LoadBalancer' });
  const given = {
    ...service('edge', {
      type: 'LoadBalancer',
      clusterIP: '10.96.0.51',
      ports: [{ port: 80, targetPort: 8080, nodePort: 30081 }],
    }),
    status: { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } },
  };
  const objects = [...STATED, made, given];
  const invented = buildCluster({ objects, overrides: RANGES }).service('shop', 'web')?.loadBalancerIPs[0]?.ip ?? '';

  test('an address that is made up is named with its Service', () => {
    const result = walk(objects, fromInternet(`tcp://${invented}:80`));
    expect(messageOf(result, 'LOAD_BALANCER_ADDRESS_ASSUMED')).toMatch(
      `Service shop/web states no load balancer address; ${invented}`,
    );
    expect(messageOf(result, 'FIREWALL_ASSUMED')).toMatch(
      `TCP to ${invented}:80 is taken to be let in from the internet`,
    );
  });

  test('one that status states is none; a firewall is', () => {
    const result = walk(objects, fromInternet('tcp://203.0.113.7:80'));
    expect(codesOf(result)).toEqual(['FIREWALL_ASSUMED']);
    expect(messageOf(result, 'FIREWALL_ASSUMED')).not.toMatch('private');
  });

  test('no firewall where the Service or the cloud says who may come, nor from inside', () => {
    const ranged = service('web', { type: 'LoadBalancer', loadBalancerSourceRanges: ['0.0.0.0/0'] });
    expect(codesOf(walk([...STATED, ranged], fromInternet(`tcp://${invented}:80`)))).not.toContain('FIREWALL_ASSUMED');
    const cloud = walk(objects, fromInternet('tcp://203.0.113.7:80'), { ...RANGES, cloud: 'gke' });
    expect(codesOf(cloud)).not.toContain('FIREWALL_ASSUMED');
    expect(codesOf(walk(objects, from('client', 'tcp://203.0.113.7:80')))).not.toContain('FIREWALL_ASSUMED');
  });
});

describe('an entry point that is made up', () => {
  const ingress = (status: Fields): RawObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } },
    status,
  });
  const through = (status: Fields): TraceResult =>
    walk([...STATED, service('web', {}), ingress(status)], {
      ...fromInternet('http://shop.example/'),
      via: 'ingress/shop/web',
    });

  test('is assumed with its address, and said to be retired', () => {
    const result = through({});
    expect(result.verdict).toBe('REACHABLE');
    expect(codesOf(result)).toEqual(
      expect.arrayContaining(['INGRESS_CONTROLLER_ASSUMED', 'LOAD_BALANCER_ADDRESS_ASSUMED']),
    );
    expect(messageOf(result, 'INGRESS_CONTROLLER_ASSUMED')).toMatch('retired in March 2026');
  });

  test('at an address that its Ingress states is assumed without it', () => {
    const codes = codesOf(through({ loadBalancer: { ingress: [{ ip: '203.0.113.9' }] } }));
    expect(codes).toContain('INGRESS_CONTROLLER_ASSUMED');
    expect(codes).not.toContain('LOAD_BALANCER_ADDRESS_ASSUMED');
  });

  test('is none of a request that goes past it', () => {
    const objects = [...STATED, service('web', {}), ingress({})];
    expect(codesOf(walk(objects, from('client', 'tcp://10.96.0.50:80')))).toEqual([]);
  });
});

describe('FIREWALL_ASSUMED at a node', () => {
  const addresses = [
    { type: 'InternalIP', address: '192.168.0.11' },
    { type: 'ExternalIP', address: '203.0.113.21' },
  ];
  const objects = [
    node(1, { status: { addresses } }),
    node(2),
    DNS,
    pod('web', 2),
    service('web', { type: 'NodePort' }),
  ];

  test('called at its public address: a firewall; at its private one: a way there as well', () => {
    expect(messageOf(walk(objects, fromInternet('tcp://203.0.113.21:30080')), 'FIREWALL_ASSUMED')).toBe(
      'No firewall or security group is part of the input: TCP to 203.0.113.21:30080 is taken to be let in from the internet.',
    );
    expect(messageOf(walk(objects, fromInternet('tcp://192.168.0.11:30080')), 'FIREWALL_ASSUMED')).toMatch(
      /let in from the internet\. 192\.168\.0\.11 is a private address, which is not routed on the internet/,
    );
  });

  test('in a cloud that nodes tell of: what it usually does is said', () => {
    const inCloud = objects.map((each) =>
      each.kind === 'Node' ? { ...each, spec: { providerID: 'aws:///a/i-1' } } : each,
    );
    const { podCIDRs: _, ...ranges } = RANGES;
    const result = walk(inCloud, fromInternet('tcp://203.0.113.21:30080'), ranges);
    expect(result.verdict).toBe('REACHABLE');
    expect(messageOf(result, 'FIREWALL_ASSUMED')).toMatch(
      /let in from the internet\. Unless somebody has opened it, the security group of the nodes \(EKS\) lets nobody in\.$/,
    );
  });

  test('not for a packet that is said to have arrived, nor for one that never gets in', () => {
    const arrived = { from: { ip: '198.51.100.9', enters: 'node-1' }, to: 'tcp://192.168.0.11:30080' };
    expect(codesOf(walk(objects, arrived))).not.toContain('FIREWALL_ASSUMED');
    const lost = walk(objects, fromInternet(`tcp://${ipOf(objects, 'web')}:8080`));
    expect(lost.verdict).toBe('UNREACHABLE');
    expect(codesOf(lost)).not.toContain('FIREWALL_ASSUMED');
  });
});

describe('LISTENS_ASSUMED', () => {
  const undeclared = [...STATED, service('web', { ports: [{ port: 80, targetPort: 9090 }] })];

  test('on a port that a targetPort names and no containerPort; the warning stands beside the verdict', () => {
    const result = walk(undeclared, from('client', 'tcp://10.96.0.50:80'));
    expect(result.verdict).toBe('REACHABLE');
    expect(messageOf(result, 'LISTENS_ASSUMED')).toBe(
      'Pod shop/web declares TCP 8080, not TCP 9090: it is taken to listen there, on every address of both families, because Service shop/web sends there.',
    );
    expect(result.findings).toEqual(result.outcomes[0]?.findings);
    const { findings } = buildCluster({ objects: undeclared, overrides: RANGES });
    expect(result.findings).toEqual(findings.filter(({ code }) => code === 'TARGET_PORT_NOT_DECLARED'));
    expect(result.findings).toHaveLength(1);
  });

  test('not on the port that is declared, nor where nothing listens', () => {
    const ip = ipOf(undeclared, 'web');
    const declared = walk(undeclared, from('client', `tcp://${ip}:8080`));
    expect([declared.verdict, declared.assumptions, declared.findings]).toEqual(['REACHABLE', [], undefined]);
    const refused = walk(undeclared, from('client', `tcp://${ip}:81`));
    expect([refused.verdict, refused.assumptions]).toEqual(['UNREACHABLE', []]);
  });

  test('where a policy stops the packet nothing rests on the listener', () => {
    const policy = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'none', namespace: 'shop' },
      spec: { podSelector: {}, policyTypes: ['Ingress'] },
    };
    const result = walk([...undeclared, policy], from('client', 'tcp://10.96.0.50:80'));
    expect([result.verdict, result.assumptions, result.findings]).toEqual(['UNREACHABLE', [], undefined]);
  });

  test('on another address than the one a declared port is for', () => {
    const objects = [...STATED, service('web', {})];
    const own = ipOf(objects, 'web');
    expect(messageOf(walk(objects, from('web', 'tcp://127.0.0.1:8080')), 'LISTENS_ASSUMED')).toBe(
      `Pod shop/web declares TCP 8080 for its address ${own}; it is taken to listen on 127.0.0.1 as well.`,
    );
    expect(codesOf(walk(objects, from('web', `tcp://${own}:8080`)))).toEqual([]);
  });

  test("in the family that is not the pod's first", () => {
    const dual = {
      podCIDRs: [createCidr(createIp('10.244.0.0'), 16), createCidr(createIp('fd00:244::'), 48)],
      serviceCIDRs: RANGES.serviceCIDRs ?? [],
    };
    const objects = [pod('client', 1), pod('web', 1), DNS];
    const [four, six] = buildCluster({ objects, overrides: dual }).pod('shop', 'web')?.ips ?? [];
    expect(codesOf(walk(objects, from('client', `tcp://[${six}]:8080`), dual))).toContain('LISTENS_ASSUMED');
    expect(codesOf(walk(objects, from('client', `tcp://${four}:8080`), dual))).not.toContain('LISTENS_ASSUMED');
  });
});

describe('PORTS_ASSUMED', () => {
  const objects = [...STATED, pod('silent', 2, []), service('silent', { selector: { app: 'silent' } })];

  test('where a pod declares no port at all, also on one that a targetPort names', () => {
    for (const to of ['tcp://10.96.0.50:80', `tcp://${ipOf(objects, 'silent')}:1234`]) {
      const result = walk(objects, from('client', to));
      expect(codesOf(result)).toEqual(['PORTS_ASSUMED']);
      expect(result.findings).toBeUndefined();
    }
  });

  test('not of another pod', () => {
    expect(codesOf(walk(objects, from('client', `tcp://${ipOf(objects, 'web')}:8080`)))).toEqual([]);
  });
});

describe('ONE_PACKET_ASSUMED', () => {
  const objects = [...STATED, service('web', {})];

  test('where HTTP was asked for and something took the packet', () => {
    expect(messageOf(walk(objects, from('client', 'http://10.96.0.50/')), 'ONE_PACKET_ASSUMED')).toMatch(
      'stand for TCP handshake and HTTP',
    );
    expect(messageOf(walk(objects, from('client', 'https://10.96.0.50:80/')), 'ONE_PACKET_ASSUMED')).toMatch(
      'stand for TCP handshake, TLS and HTTP',
    );
  });

  test('not for a bare connection, nor where it is refused', () => {
    expect(codesOf(walk(objects, from('client', 'tcp://10.96.0.50:80')))).toEqual([]);
    expect(codesOf(walk(objects, from('client', `http://${ipOf(objects, 'web')}:81/`)))).toEqual([]);
  });
});
