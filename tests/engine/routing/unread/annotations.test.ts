import { describe, expect, test } from 'vitest';
import { entryAnnotation } from '../../../../src/engine/kubernetes/projection/entry-annotations.ts';
import { podAnnotation } from '../../../../src/engine/kubernetes/projection/pod-annotations.ts';
import { BOARD, BUY, judged, object, pod, service, walk } from './board.ts';

const ASK = { from: { internet: true }, to: 'http://cakes.example/' } as const;

function ingress(annotations: Readonly<Record<string, string>>, spec = {}) {
  const backend = { service: { name: 'bread', port: { number: 7000 } } };
  const rules = [{ host: 'cakes.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }];
  return object('networking.k8s.io/v1 Ingress oven/i', { rules, ...spec }, { annotations });
}

describe('what annotations of entries could do', () => {
  test.each([
    ['nginx.ingress.kubernetes.io/whitelist-source-range', undefined],
    ['nginx.ingress.kubernetes.io/auth-url', undefined],
    ['nginx.ingress.kubernetes.io/server-snippet', 'refuses'],
    ['nginx.ingress.kubernetes.io/backend-protocol', undefined],
    ['nginx.ingress.kubernetes.io/permanent-redirect', undefined],
    ['nginx.ingress.kubernetes.io/limit-rps', undefined],
    ['nginx.ingress.kubernetes.io/auth-snippet', 'refuses'],
    ['nginx.org/server-snippets', 'refuses'],
    ['nginx.ingress.kubernetes.io/proxy-read-timeout', undefined],
    ['nginx.ingress.kubernetes.io/affinity', undefined],
    ['alb.ingress.kubernetes.io/scheme', undefined],
    ['alb.ingress.kubernetes.io/security-groups', 'refuses'],
    ['alb.ingress.kubernetes.io/certificate-arn', undefined],
    ['service.beta.kubernetes.io/aws-load-balancer-internal', undefined],
    ['service.beta.kubernetes.io/aws-load-balancer-type', undefined],
    ['service.beta.kubernetes.io/azure-load-balancer-health-probe-request-path', 'refuses'],
    ['service.beta.kubernetes.io/load-balancer-source-ranges', 'refuses'],
    ['metallb.io/loadBalancerIPs', undefined],
    ['networking.gke.io/load-balancer-ip-addresses', 'moves'],
    ['traefik.ingress.kubernetes.io/router.middlewares', 'refuses'],
    ['haproxy.org/allow-list', 'refuses'],
    ['konghq.com/plugins', 'refuses'],
    ['haproxy.router.openshift.io/timeout', undefined],
    ['kubernetes.io/ingress.class', undefined],
    ['example.com/whitelist', undefined],
  ])('%s: %s', (key, effect) => {
    expect(entryAnnotation(key)).toBe(effect);
  });
});

describe('of an Ingress on the way', () => {
  test.each([
    [{ 'haproxy.org/allow-list': '10.0.0.0/8' }, 'UNDETERMINED', true],
    [{ 'haproxy.org/allow-list': '0.0.0.0/0' }, 'REACHABLE', false],
    [{ 'haproxy.org/request-redirect': 'https://else.example' }, 'REACHABLE', true],
    [{ 'nginx.ingress.kubernetes.io/enable-modsecurity': 'false' }, 'REACHABLE', false],
    [{ 'nginx.ingress.kubernetes.io/proxy-body-size': '8m' }, 'REACHABLE', false],
    [{ 'haproxy.org/server-ssl': 'true' }, 'UNDETERMINED', true],
    [{ 'projectcontour.io/upstream-protocol.tls': 'false' }, 'REACHABLE', false],
    [{ 'nginx.ingress.kubernetes.io/server-snippet': 'deny all;' }, 'UNDETERMINED', true],
    [{ 'alb.ingress.kubernetes.io/scheme': 'internal' }, 'UNREACHABLE', false],
  ])('%j: %s', (annotations, verdict, told) => {
    const result = walk([...BOARD, ingress(annotations)], ASK);
    expect(result.verdict).toBe(verdict);
    expect(result.notConsidered?.map(({ object: { kind, name } }) => `${kind} ${name}`)).toEqual(
      told ? ['Ingress i'] : undefined,
    );
    // A request past it has nothing to do with it.
    expect(judged([...BOARD, ingress(annotations)])).toEqual(['REACHABLE']);
  });

  test('a backend that speaks TLS, and a proxy that was told so or not', () => {
    const tls = service('oven/bread', 7000, { ports: [{ port: 7000, targetPort: 7000, appProtocol: 'https' }] });
    const board = [...BOARD.filter(({ kind }) => kind !== 'Service'), tls];
    expect(judged([...board, ingress({})], ASK)).toEqual(['UNDETERMINED', 'Service bread']);
    expect(judged([...board, ingress({ 'nginx.ingress.kubernetes.io/backend-protocol': 'HTTPS' })], ASK)).toEqual([
      'REACHABLE',
    ]);
    expect(judged(board)).toEqual(['REACHABLE']);
  });

  test("a cloud's load balancer in place of a proxy is walked: it needs node ports, or targets that are pods", () => {
    const alb = object('networking.k8s.io/v1 IngressClass alb', { controller: 'ingress.k8s.aws/alb' });
    const classed = (annotations: Readonly<Record<string, string>>) =>
      ingress(annotations, { ingressClassName: 'alb' });
    const all = { 'alb.ingress.kubernetes.io/scheme': 'internet-facing' };
    expect(judged([...BOARD, alb, classed(all)], ASK)).toEqual(['UNREACHABLE']);
    const direct = { ...all, 'alb.ingress.kubernetes.io/target-type': 'ip' };
    expect(judged([...BOARD, alb, classed(direct)], ASK)[0]).toBe('REACHABLE');
    const other = object('networking.k8s.io/v1 IngressClass agw', { controller: 'azure/application-gateway' });
    expect(judged([...BOARD, other, ingress({}, { ingressClassName: 'agw' })], ASK)[1]).toBe('Ingress i');
  });
});

describe('of pods and namespaces', () => {
  test('what they could do', () => {
    expect(podAnnotation('istio-injection')).toBe('meshes');
    expect(podAnnotation('config.linkerd.io/default-inbound-policy')).toBe('refuses');
    expect(podAnnotation('kubernetes.io/metadata.name')).toBeUndefined();
  });

  test('a proxy of a mesh is named and turns nothing', () => {
    const board = BOARD.filter(({ kind, metadata }) => kind !== 'Namespace' || metadata.name !== 'oven');
    const space = object('v1 Namespace oven', {}, { labels: { 'kuma.io/sidecar-injection': 'enabled' } });
    expect(judged([...board, space])).toEqual(['REACHABLE', 'Namespace oven']);
  });

  test("a proxy that lets nobody in, or nobody without the mesh's TLS", () => {
    const guarded = (policy: string) => [
      ...BOARD.filter(({ kind, metadata }) => kind !== 'Pod' || metadata.name !== 'bread'),
      pod('oven/bread', 7000, {
        annotations: { 'linkerd.io/inject': 'enabled', 'config.linkerd.io/default-inbound-policy': policy },
      }),
    ];
    expect(judged(guarded('deny'))[0]).toBe('UNDETERMINED');
    expect(judged(guarded('all-authenticated'))[0]).toBe('UNDETERMINED');
    expect(judged(guarded('all-unauthenticated'))[0]).toBe('REACHABLE');
  });
});

describe('settings of containers by which a process listens elsewhere', () => {
  const main = (more: object) => ({
    containers: [{ name: 'main', image: 'img', ports: [{ containerPort: 7000 }], ...more }],
  });
  const board = (spec: object) => [
    ...BOARD.filter(({ kind, metadata }) => kind !== 'Pod' || metadata.name !== 'bread'),
    pod('oven/bread', undefined, { spec: { ...spec } }),
  ];
  const env = (name: string, value: string) => ({ env: [{ name, value }] });
  test.each([
    ['a flag with another port', { args: ['--port=9090'] }],
    ['a flag and its value apart', { command: ['serve', '--listen', '0.0.0.0:9090'] }],
    ['a flag inside a shell command', { command: ['sh', '-c', 'exec serve -p 9090'] }],
    ['a variable with another port', env('HTTP_PORT', '9090')],
    ['the loopback address and the port apart', { args: ['--host=127.0.0.1', '--port=7000'] }],
    ['a server that listens there unless it is told', { command: ['uvicorn', 'main:app', '--port', '7000'] }],
    ['the loopback address alone', env('HOST', 'localhost')],
  ])('%s: the pod is named', (_, more) => {
    expect(judged(board(main(more)))).toEqual(['UNDETERMINED', 'Pod bread']);
  });
  test.each([
    ['the same port', { args: ['--port=7000'] }],
    ['one of several', { args: ['--port=9090', '--http-address=:7000'] }],
    ['a port of another kind', { args: ['--metrics-port=9090', '--health-probe-addr=:9091'] }],
    ["another server's port", env('DATABASE_PORT', '5432')],
    ['a variable of another meaning', env('REPORT', '9090')],
    ['nothing to read', { args: ['--port', 'many'] }],
  ])('%s: it is not', (_, more) => {
    expect(judged(board(main(more)))).toEqual(['REACHABLE']);
  });

  test('a low port without the right to open it', () => {
    const low = (securityContext: object, ofPod: object = {}) => [
      ...BOARD.filter(({ kind, metadata }) => (kind !== 'Pod' && kind !== 'Service') || metadata.name !== 'bread'),
      service('oven/bread', 80),
      pod('oven/bread', undefined, {
        spec: {
          securityContext: ofPod,
          containers: [{ name: 'main', image: 'img', ports: [{ containerPort: 80 }], securityContext }],
        },
      }),
    ];
    const buy = { ...BUY, to: 'http://bread.oven/' };
    const bare = { runAsNonRoot: true, capabilities: { drop: ['ALL'] } };
    expect(judged(low(bare), buy)).toEqual(['UNDETERMINED', 'Pod bread']);
    expect(judged(low({ ...bare, capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } }), buy)).toEqual([
      'REACHABLE',
    ]);
    expect(judged(low({ capabilities: { drop: ['ALL'] } }), buy)).toEqual(['REACHABLE']);
    const opened = { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] };
    expect(judged(low(bare, opened), buy)).toEqual(['REACHABLE']);
  });

  test('an init container that writes rules of its own', () => {
    const init = (name: string) => ({
      ...main({}),
      initContainers: [{ name, image: 'img', command: ['sh', '-c', 'iptables -t nat -A PREROUTING'] }],
    });
    expect(judged(board(init('setup')))).toEqual(['UNDETERMINED', 'Pod bread']);
    expect(judged(board(init('istio-init')))).toEqual(['REACHABLE']);
  });
});
