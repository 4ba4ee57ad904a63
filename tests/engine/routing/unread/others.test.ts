import { describe, expect, test } from 'vitest';
import { rangeContains } from '../../../../src/engine/routing/unread/pools.ts';
import { createIp } from '../../../../src/engine/net/ip.ts';
import { BOARD, judged, object, pod, service, walk } from './board.ts';

const OUTSIDE = { internet: true } as const;

describe('addresses of load balancers', () => {
  const balanced = {
    ...service('oven/shop', 80, {
      type: 'LoadBalancer',
      selector: { app: 'bread' },
      ports: [{ port: 80, targetPort: 7000 }],
    }),
    status: { loadBalancer: { ingress: [{ ip: '198.51.100.30' }] } },
  };
  const call = { from: OUTSIDE, to: 'http://198.51.100.30/' };
  const pool = (start: string, end: string) =>
    object('crd.antrea.io/v1beta1 ExternalIPPool lan', { ipRanges: [{ start, end }] });
  const holds = pool('198.51.100.20', '198.51.100.40');

  test('a pool of a kind that nobody reads may be announced or not', () => {
    expect(judged([...BOARD, balanced, holds], call)).toEqual(['UNDETERMINED', 'ExternalIPPool lan']);
  });
  test('a pool without the address, and a client inside, have nothing to do with it', () => {
    expect(judged([...BOARD, balanced, pool('203.0.113.0', '203.0.113.9')], call)).toEqual(['REACHABLE']);
    expect(judged([...BOARD, balanced, holds], { from: { pod: 'town/buyer' }, to: 'http://198.51.100.30/' })).toEqual([
      'REACHABLE',
    ]);
  });
  test.each([
    ['10.0.0.0/24', '10.0.0.9', true],
    ['10.0.0.5-10.0.0.9', '10.0.0.9', true],
    ['10.0.0.5 - 10.0.0.9', '10.0.0.10', false],
    ['10.0.0.5-10.0.0.9', 'fd00::1', false],
    ['10.0.0.5', '10.0.0.5', true],
    ['no range', '10.0.0.5', false],
  ])('range %s, address %s: %s', (range, ip, contained) => {
    expect(rangeContains(range, createIp(ip))).toBe(contained);
  });
});

describe('routes and options of entries', () => {
  const ask = { from: OUTSIDE, to: 'http://cakes.example/' };
  test.each([
    object('traefik.io/v1alpha1 IngressRoute oven/r', {
      routes: [{ match: 'Host(`cakes.example`) && PathPrefix(`/`)' }],
    }),
    object('projectcontour.io/v1 HTTPProxy oven/r', { virtualhost: { fqdn: 'cakes.example' } }),
    object('k8s.nginx.org/v1 VirtualServer oven/r', { host: '*.example' }),
    object('apisix.apache.org/v2 ApisixRoute oven/r', { http: [{ match: { hosts: ['cakes.example'] } }] }),
    object('edge.example/v1 Gatehouse oven/r', { hosts: ['cakes.example'], backends: [] }),
  ])('a $kind for the host', (route) => {
    expect(judged([...BOARD, route], ask)).toEqual(['UNDETERMINED', `${route.kind} r`]);
    expect(judged([...BOARD, route], { from: OUTSIDE, to: 'http://pies.test.dev/' })).not.toContain(`${route.kind} r`);
    expect(judged([...BOARD, route])).toEqual(['REACHABLE']);
  });
  test('an option that names the Ingress, and one that an annotation names', () => {
    const ingress = (annotations = {}) =>
      object(
        'networking.k8s.io/v1 Ingress oven/i',
        {
          rules: [
            {
              host: 'cakes.example',
              http: {
                paths: [
                  { path: '/', pathType: 'Prefix', backend: { service: { name: 'bread', port: { number: 7000 } } } },
                ],
              },
            },
          ],
        },
        { annotations },
      );
    expect(judged([...BOARD, ingress()], ask)).toEqual(['REACHABLE']);
    const chain = object('traefik.io/v1alpha1 Middleware oven/guard', {});
    expect(judged([...BOARD, ingress(), chain], ask)).toEqual(['REACHABLE']);
    const used = ingress({ 'example.com/uses': 'oven-guard@kubernetescrd' });
    expect(judged([...BOARD, used, chain], ask)).toEqual(['UNDETERMINED', 'Middleware guard']);
    const target = { targetRef: { kind: 'Ingress', name: 'i' } };
    expect(
      judged([...BOARD, ingress(), object('gateway.envoyproxy.io/v1 SecurityPolicy oven/s', target)], ask),
    ).toEqual(['UNDETERMINED', 'SecurityPolicy s']);
  });
});

describe('pods that are not made here', () => {
  const empty = service('oven/cake', 7000);
  const call = { from: { pod: 'town/buyer' }, to: 'http://cake.oven:7000/' };

  test('an operator’s Cluster is one of its namespace, as others of that name are none', () => {
    const made = object('postgresql.cnpg.io/v1 Cluster town/pg', { instances: 3 });
    const ask = { from: { pod: 'town/buyer' }, to: 'tcp://pg-rw:5432' };
    expect(judged([...BOARD, made], ask)).toEqual(['UNDETERMINED', 'Cluster pg']);
  });
  const template = (app: string) => ({ template: { metadata: { labels: { app } }, spec: { containers: [] } } });
  test('a workload whose template the Service selects', () => {
    const set = (app: string) => object('apps.kruise.io/v1alpha1 CloneSet oven/roll', template(app));
    expect(judged([...BOARD, empty], call)).toEqual(['UNREACHABLE']);
    expect(judged([...BOARD, empty, set('cake')], call)).toEqual(['UNDETERMINED', 'CloneSet roll']);
    expect(judged([...BOARD, empty, set('pie')], call)).toEqual(['UNREACHABLE']);
    const unknown = object('bakery.example/v1 Oven oven/o', template('cake'));
    expect(judged([...BOARD, empty, unknown], call)).toEqual(['UNDETERMINED', 'Oven o']);
  });
  test('what an operator makes has its name', () => {
    const kafka = object('kafka.strimzi.io/v1beta2 Kafka oven/log', {});
    const asked = { from: { pod: 'town/buyer' }, to: 'tcp://log-kafka-bootstrap.oven:9092' };
    expect(judged([...BOARD, kafka], asked)).toEqual(['UNDETERMINED', 'Kafka log']);
    expect(judged([...BOARD, kafka], call)).toEqual(['UNREACHABLE']);
  });
  test('a scaler that goes down to none', () => {
    const bread = object('apps/v1 Deployment oven/loaf', {
      replicas: 1,
      selector: { matchLabels: { app: 'loaf' } },
      template: {
        metadata: { labels: { app: 'loaf' } },
        spec: { containers: [{ name: 'a', image: 'b', ports: [{ containerPort: 80 }] }] },
      },
    });
    const scaler = (min: number) =>
      object('keda.sh/v1alpha1 ScaledObject oven/s', { scaleTargetRef: { name: 'loaf' }, minReplicaCount: min });
    const ask = { from: { pod: 'town/buyer' }, to: 'http://loaf.oven/' };
    const all = [...BOARD, bread, service('oven/loaf', 80)];
    expect(judged([...all, scaler(0)], ask)).toEqual(['UNDETERMINED', 'ScaledObject s']);
    expect(judged([...all, scaler(1)], ask)).toEqual(['REACHABLE']);
  });
});

describe('networks', () => {
  const out = { from: { pod: 'town/buyer' }, to: 'tcp://198.51.100.9:443' };
  test('a pool of pods without masquerade, for what leaves the cluster', () => {
    const pool = (natOutgoing: boolean) =>
      object('crd.projectcalico.org/v1 IPPool p', { cidr: '10.20.0.0/16', natOutgoing });
    expect(judged([...BOARD, pool(false)], out)).toEqual(['UNDETERMINED', 'IPPool p']);
    expect(judged([...BOARD, pool(true)], out)).toEqual(['REACHABLE']);
    expect(judged([...BOARD, pool(false)])).toEqual(['REACHABLE']);
  });
  test('an egress gateway is named; without a node for it packets are lost', () => {
    const gateway = (role: string) =>
      object('cilium.io/v2 CiliumEgressGatewayPolicy g', {
        selectors: [{ podSelector: { matchLabels: { app: 'buyer' } } }],
        destinationCIDRs: ['0.0.0.0/0'],
        egressGateway: { nodeSelector: { matchLabels: { role } } },
      });
    expect(judged([...BOARD, gateway('worker')], out)).toEqual(['REACHABLE', 'CiliumEgressGatewayPolicy g']);
    expect(judged([...BOARD, gateway('edge')], out)).toEqual(['UNDETERMINED', 'CiliumEgressGatewayPolicy g']);
    expect(judged([...BOARD, gateway('edge')])).toEqual(['REACHABLE']);
  });
  test('networks of their own keep namespaces apart', () => {
    const net = (key: string) => object(`k8s.ovn.org/v1 UserDefinedNetwork ${key}`, { layer2: { role: 'Primary' } });
    expect(judged([...BOARD, net('oven/u')])).toEqual(['UNDETERMINED', 'UserDefinedNetwork u']);
    expect(judged([...BOARD, net('yard/u')])).toEqual(['REACHABLE']);
  });
  test('a second interface is named, one in place of the first is more', () => {
    const net = object('k8s.cni.cncf.io/v1 NetworkAttachmentDefinition town/wire', {});
    const asks = (key: string) => [
      ...BOARD.filter(({ metadata }) => metadata.name !== 'buyer'),
      pod('town/buyer', undefined, { annotations: { [key]: 'town/wire' } }),
    ];
    expect(judged([...asks('k8s.v1.cni.cncf.io/networks'), net])).toEqual([
      'REACHABLE',
      'NetworkAttachmentDefinition wire',
    ]);
    expect(judged([...asks('v1.multus-cni.io/default-network'), net])[0]).toBe('UNDETERMINED');
    expect(judged([...BOARD, net])).toEqual(['REACHABLE']);
  });
});

test('a size that a plugin states, for a packet that is larger', () => {
  const daemon = object('apps/v1 DaemonSet kube-system/net', {
    selector: { matchLabels: { app: 'net' } },
    template: {
      metadata: { labels: { app: 'net' } },
      spec: { containers: [{ name: 'a', image: 'b', env: [{ name: 'OVERLAY_MTU', value: '1300' }] }] },
    },
  });
  const echo = (bytes: number) => ({ from: { pod: 'town/buyer' }, to: 'icmp://10.20.1.1', bytes });
  expect(judged([...BOARD, daemon], echo(1301))).toContain('DaemonSet net');
  expect(judged([...BOARD, daemon], echo(1300))).not.toContain('DaemonSet net');
  const config = { ...object('v1 ConfigMap kube-system/calico-config'), data: { veth_mtu: '1300' } };
  expect(judged([...BOARD, config], echo(1301))).toContain('ConfigMap calico-config');
  expect(judged([...BOARD, config], echo(1300))).not.toContain('ConfigMap calico-config');
});

describe('settings of the DNS server', () => {
  const config = (text: string) => ({ ...object('v1 ConfigMap kube-system/coredns'), data: { Corefile: text } });
  const usual =
    '.:53 {\n  errors\n  kubernetes cluster.local in-addr.arpa ip6.arpa {\n    pods insecure\n  }\n  forward . /etc/resolv.conf\n  loop\n}\n';
  test.each([
    ['as kubeadm writes it', usual, false],
    ['what is followed', usual.replace('loop', 'rewrite name pie.yard.example cake.oven.svc.cluster.local'), false],
    ['a plugin that may answer', usual.replace('loop', 'etcd'), true],
    ['one for other zones', usual.replace('loop', 'file /etc/zones corp.example'), false],
    ['one that may refuse', usual.replace('loop', 'acl {\n    block\n  }'), true],
    ['options that are not followed', usual.replace('pods insecure', 'noendpoints'), true],
    ['a server of another zone', `${usual}corp.example {\n  etcd\n}\n`, false],
  ])('%s', (_, text, turns) => {
    const verdict = judged([...BOARD, config(text)]);
    expect(verdict[0]).toBe(turns ? 'UNDETERMINED' : 'REACHABLE');
    expect(verdict.includes('ConfigMap coredns')).toBe(turns);
    expect(judged([...BOARD, config(text)], { from: { pod: 'town/buyer' }, to: 'tcp://10.20.1.1:7000' })).not.toContain(
      'ConfigMap coredns',
    );
  });
});

describe('names of what a controller makes', () => {
  const job = object('batch.volcano.sh/v1alpha1 Job oven/bake', { plugins: { svc: [] }, tasks: [] });
  const names = ['bake-hand-0.bake', 'bake-hand-0.bake.oven', 'bake-hand-0.bake.oven.svc', 'bake'];
  test.each(names)('tcp://%s from a pod beside it', (host) => {
    const call = { from: { pod: 'oven/bread' }, to: `tcp://${host}:2222` };
    expect(judged([...BOARD, job], call)).toEqual(['UNDETERMINED', 'Job bake']);
  });
  test('and not from elsewhere, nor a name that is only like it', () => {
    for (const [pod, host] of [
      ['town/buyer', 'bake-hand-0.bake'],
      ['oven/bread', 'bake.example.com'],
      ['oven/bread', 'hand.bake.example.com'],
    ]) {
      const call = { from: { pod: pod ?? '' }, to: `tcp://${host}:2222` };
      expect(judged([...BOARD, job], call)).toEqual(['REACHABLE']);
    }
  });
  test('a Knative Service is known outside by its name and its namespace', () => {
    const served = object('serving.knative.dev/v1 Service oven/pie', { template: { spec: { containers: [{}] } } });
    const ask = (host: string) => judged([...BOARD, served], { from: OUTSIDE, to: `http://${host}/` });
    expect(ask('pie.oven.example.org')).toEqual(['UNDETERMINED', 'Service pie']);
    expect(ask('pie.town.example.org')).toEqual(['UNREACHABLE']);
  });
  test('a host that nothing in the cluster serves may be that of a load balancer with a TargetGroupBinding', () => {
    const binding = (name: string) =>
      object('elbv2.k8s.aws/v1beta1 TargetGroupBinding oven/t', { serviceRef: { name, port: 80 } });
    const ask = (name: string) => judged([...BOARD, binding(name)], { from: OUTSIDE, to: 'http://pies.example.org/' });
    expect(ask('bread')).toEqual(['UNDETERMINED', 'TargetGroupBinding t']);
    expect(ask('nothing')).toEqual(['UNREACHABLE']);
  });
});

test('a Listener of Skupper makes a Service of its host', () => {
  const listener = (host: string) =>
    object('skupper.io/v2alpha1 Listener town/far', { host, port: 80, routingKey: 'k' });
  const call = (to: string) => ({ from: { pod: 'town/buyer' }, to });
  expect(judged([...BOARD, listener('far')], call('http://far/'))).toEqual(['UNDETERMINED', 'Listener far']);
  expect(judged([...BOARD, listener('far')], call('http://far.town/'))).toEqual(['UNDETERMINED', 'Listener far']);
  expect(judged([...BOARD, listener('other')], call('http://far/'))).toEqual(['UNREACHABLE']);
});

test('a CiliumEnvoyConfig answers for the Services that it lists', () => {
  const config = (...names: readonly string[]) =>
    object('cilium.io/v2 CiliumEnvoyConfig oven/l7', { services: names.map((name) => ({ name, namespace: 'oven' })) });
  const call = { from: { pod: 'town/buyer' }, to: 'http://bread.oven:7000/' };
  expect(judged([...BOARD, config('bread')], call)).toEqual(['UNDETERMINED', 'CiliumEnvoyConfig l7']);
  expect(judged([...BOARD, config('cake')], call)).toEqual(['REACHABLE']);
  const empty = service('oven/cold', 80, { selector: { app: 'nothing' } });
  const cold = { from: { pod: 'town/buyer' }, to: 'http://cold.oven/' };
  expect(judged([...BOARD, empty], cold)).toEqual(['UNREACHABLE']);
  expect(judged([...BOARD, empty, config('cold')], cold)).toEqual(['UNDETERMINED', 'CiliumEnvoyConfig l7']);
});

test('a Service that the API server refuses is the cause, by its name and behind an Ingress or a Gateway', () => {
  const refused = service('oven/pie', 80, { selector: { app: 'bread' }, ports: [{ port: 80 }, { port: 81 }] });
  const at = (kind: string, spec: Readonly<Record<string, unknown>>) => object(kind, spec);
  const causeOf = (request: Parameters<typeof walk>[1], ...more: Parameters<typeof walk>[0]) => {
    const [first] = walk([...BOARD, refused, ...more], request).outcomes;
    return [first?.cause?.code, first?.http?.status, first?.cause?.fix?.code];
  };
  expect(causeOf({ from: { pod: 'town/buyer' }, to: 'http://pie.oven/' })).toEqual([
    'NAME_NOT_FOUND',
    undefined,
    'CORRECT_AND_APPLY',
  ]);
  const ingress = at('networking.k8s.io/v1 Ingress oven/i', {
    defaultBackend: { service: { name: 'pie', port: { number: 80 } } },
  });
  const entry = { from: OUTSIDE, to: 'http://pie.example/' };
  expect(causeOf({ ...entry, via: 'ingress/oven/i' }, ingress)).toEqual([
    'INGRESS_NO_ENDPOINTS',
    503,
    'CORRECT_AND_APPLY',
  ]);
  const gateway = at('gateway.networking.k8s.io/v1 Gateway oven/g', {
    gatewayClassName: 'any',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
  });
  const route = at('gateway.networking.k8s.io/v1 HTTPRoute oven/r', {
    parentRefs: [{ name: 'g' }],
    rules: [{ backendRefs: [{ name: 'pie', port: 80 }] }],
  });
  expect(causeOf({ ...entry, via: 'gateway/oven/g' }, gateway, route)).toEqual([
    'GATEWAY_NO_ENDPOINTS',
    500,
    'CORRECT_AND_APPLY',
  ]);
});
