import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { ENTRY_SAMPLES } from './annotation-samples.ts';
import type { Dice } from './dice.ts';
import { appOf, noise, objectOf } from './generated-workloads.ts';

const SERVICE_ANNOTATIONS = [
  'service.beta.kubernetes.io/aws-load-balancer-proxy-protocol',
  'service.beta.kubernetes.io/azure-disable-load-balancer-floating-ip',
  'service.kubernetes.io/topology-mode',
] as const;

/** Annotations that controllers act on. */
function actedUpon(dice: Dice): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: dice.upTo(2) }, () => dice.pick(ENTRY_SAMPLES)));
}

export function servicesOf(dice: Dice): readonly RawObject[] {
  return Array.from({ length: 1 + dice.upTo(2) }, (_, index) => {
    const type = dice.pick(['ClusterIP', 'NodePort', 'LoadBalancer', 'Headless', 'ExternalName'] as const);
    const port = dice.pick([80, 8080]);
    const clusterIP = `10.96.0.${50 + index}`;
    return objectOf('Service', `s${index}`, {
      metadata: {
        name: `s${index}`,
        namespace: 'shop',
        ...noise(dice),
        ...dice.maybe(2, () => ({
          annotations: { [dice.pick(SERVICE_ANNOTATIONS)]: dice.pick(['true', 'Auto', '*']) },
        })),
        ...dice.maybe(3, () => ({ annotations: actedUpon(dice) })),
        ...dice.maybe(1, () => ({ labels: { 'service.kubernetes.io/service-proxy-name': 'other' } })),
      },
      spec: {
        ...(type === 'Headless'
          ? { clusterIP: 'None' }
          : type === 'ExternalName'
            ? { type, externalName: dice.pick(['s0.shop.svc.cluster.local', 'example.org']) }
            : dice.maybe(7, () => ({ type }))),
        ...(type !== 'Headless' &&
          type !== 'ExternalName' &&
          dice.maybe(5, () => ({ clusterIP, clusterIPs: [clusterIP] }))),
        ...dice.maybe(3, () => ({
          ipFamilies: dice.pick([['IPv4'], ['IPv6'], ['IPv4', 'IPv6']]),
          ipFamilyPolicy: dice.pick(['SingleStack', 'PreferDualStack']),
        })),
        ...dice.maybe(9, () => ({ selector: { app: appOf(dice) } })),
        ports: [
          {
            port,
            ...dice.maybe(5, () => ({ name: 'main' })),
            ...dice.maybe(7, () => ({ targetPort: dice.pick<number | string>([8080, 80, 'http', port]) })),
            ...dice.maybe(3, () => ({ protocol: dice.pick(['TCP', 'UDP']) })),
            ...((type === 'NodePort' || type === 'LoadBalancer') && dice.maybe(4, () => ({ nodePort: 30080 + index }))),
            ...dice.maybe(2, () => ({ appProtocol: 'http' })),
          },
        ],
        ...dice.maybe(4, () => ({ internalTrafficPolicy: dice.pick(['Cluster', 'Local']) })),
        ...((type === 'NodePort' || type === 'LoadBalancer') &&
          dice.maybe(5, () => ({
            externalTrafficPolicy: dice.pick(['Cluster', 'Local']),
            allocateLoadBalancerNodePorts: dice.chance(8),
          }))),
        ...dice.maybe(3, () => ({
          sessionAffinity: dice.pick(['None', 'ClientIP']),
          ...dice.maybe(5, () => ({ sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } } })),
        })),
        ...dice.maybe(2, () => ({ publishNotReadyAddresses: dice.chance(5) })),
        ...dice.maybe(1, () => ({ externalIPs: [`203.0.113.${200 + index}`] })),
        ...(type === 'LoadBalancer' &&
          dice.maybe(2, () => ({
            loadBalancerSourceRanges: ['198.51.100.0/24'],
            loadBalancerClass: 'service.k8s.aws/nlb',
          }))),
        ...dice.maybe(1, () => ({ trafficDistribution: 'PreferClose' })),
      },
      ...dice.maybe(5, () => ({
        status: {
          loadBalancer: dice.pick<object>([
            {},
            { ingress: [{ ip: `203.0.113.${10 + index}`, ipMode: dice.pick(['VIP', 'Proxy']), ports: [] }] },
            { ingress: [{ hostname: 'lb.example' }] },
          ]),
        },
      })),
    });
  });
}

export function slicesOf(dice: Dice): readonly RawObject[] {
  if (!dice.chance(2)) return [];
  return [
    objectOf(
      'EndpointSlice',
      's0-abc',
      {
        metadata: {
          name: 's0-abc',
          namespace: 'shop',
          labels: {
            'kubernetes.io/service-name': 's0',
            ...dice.maybe(5, () => ({ 'endpointslice.kubernetes.io/managed-by': 'somebody' })),
          },
        },
        addressType: 'IPv4',
        endpoints: [
          {
            addresses: ['10.244.1.20'],
            ...dice.maybe(6, () => ({ conditions: { ready: dice.chance(7), serving: true, terminating: false } })),
            ...dice.maybe(5, () => ({
              nodeName: 'node-1',
              zone: 'a',
              targetRef: { kind: 'Pod', name: 'bare-0', namespace: 'shop', uid: '3' },
            })),
            ...dice.maybe(3, () => ({ hints: { forZones: [{ name: 'a' }] } })),
          },
        ],
        ports: [
          { port: 8080, ...dice.maybe(5, () => ({ name: 'main' })), ...dice.maybe(3, () => ({ protocol: 'TCP' })) },
        ],
      },
      'discovery.k8s.io/v1',
    ),
  ];
}

export function ingressesOf(dice: Dice): readonly RawObject[] {
  if (!dice.chance(3)) return [];
  const backend = {
    service: { name: `s${dice.upTo(2)}`, port: dice.pick<object>([{ number: 80 }, { name: 'main' }]) },
  };
  return [
    objectOf(
      'Ingress',
      'entry',
      {
        metadata: {
          name: 'entry',
          namespace: 'shop',
          annotations: {
            ...dice.maybe(4, () => ({ 'kubernetes.io/ingress.class': 'nginx' })),
            other: 'x',
            ...actedUpon(dice),
          },
        },
        spec: {
          ...dice.maybe(4, () => ({ ingressClassName: dice.pick(['nginx', 'other']) })),
          ...dice.maybe(3, () => ({ defaultBackend: backend })),
          ...dice.maybe(8, () => ({
            rules: [
              {
                ...dice.maybe(7, () => ({ host: 'shop.example' })),
                http: { paths: [{ path: '/', ...dice.maybe(8, () => ({ pathType: 'Prefix' })), backend }] },
              },
            ],
          })),
          ...dice.maybe(4, () => ({ tls: [{ hosts: ['shop.example'], secretName: dice.pick(['tls', 'gone']) }] })),
        },
        ...dice.maybe(3, () => ({
          status: { loadBalancer: dice.pick<object>([{}, { ingress: [{ ip: '203.0.113.30' }] }]) },
        })),
      },
      'networking.k8s.io/v1',
    ),
    ...(dice.chance(4)
      ? [
          objectOf(
            'IngressClass',
            'nginx',
            {
              metadata: {
                name: 'nginx',
                ...dice.maybe(5, () => ({ annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } })),
              },
              spec: { controller: 'k8s.io/ingress-nginx', parameters: { name: 'p' } },
            },
            'networking.k8s.io/v1',
          ),
        ]
      : []),
    ...(dice.chance(5)
      ? [objectOf('Secret', 'tls', { metadata: { name: 'tls', namespace: 'shop' }, type: 'kubernetes.io/tls' })]
      : []),
  ];
}

const GATEWAY = 'gateway.networking.k8s.io/v1';

export function gatewaysOf(dice: Dice): readonly RawObject[] {
  if (!dice.chance(3)) return [];
  const tls = { certificateRefs: [{ name: dice.pick(['tls', 'gone']) }], options: { a: 'b' } };
  const backend = () => ({
    name: `s${dice.upTo(2)}`,
    port: dice.pick([80, 8080]),
    ...dice.maybe(3, () => ({ weight: dice.upTo(2) })),
  });
  const filters = (): readonly object[] =>
    dice.pick<readonly object[]>([
      [],
      [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
      [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/new' } } }],
      [{ type: 'RequestMirror', requestMirror: { backendRef: backend(), percent: 50 } }],
      [
        {
          type: 'RequestHeaderModifier',
          requestHeaderModifier: { set: [{ name: 'X-A', value: 'secret' }], remove: ['X-B'] },
        },
      ],
    ]);
  const rule = () => ({
    ...dice.maybe(7, () => ({
      matches: [
        {
          path: { type: dice.pick(['PathPrefix', 'Exact']), value: dice.pick(['/', '/cart']) },
          ...dice.maybe(2, () => ({ headers: [{ name: 'X-Canary', value: 'always' }] })),
          ...dice.maybe(1, () => ({ method: 'GET', queryParams: [{ name: 'q', value: '1' }] })),
        },
      ],
    })),
    ...dice.maybe(4, () => ({ filters: filters() })),
    backendRefs: [backend(), ...(dice.chance(3) ? [backend()] : [])],
    ...dice.maybe(2, () => ({ timeouts: { request: '10s' } })),
  });
  const spec = {
    gatewayClassName: dice.pick(['example', 'nginx']),
    listeners: [
      {
        name: 'http',
        port: 80,
        protocol: 'HTTP',
        ...dice.maybe(3, () => ({
          hostname: '*.example',
          allowedRoutes: { namespaces: { from: dice.pick(['All', 'Same']) } },
        })),
      },
      ...(dice.chance(4) ? [{ name: 'https', port: 443, protocol: 'HTTPS', tls }] : []),
    ],
    ...dice.maybe(1, () => ({ addresses: [{ type: 'IPAddress', value: '203.0.113.40' }] })),
    ...dice.maybe(2, () => ({ infrastructure: { labels: { x: 'y' }, annotations: { z: 'w', ...actedUpon(dice) } } })),
  };
  const route = (kind: string, name: string, created: string) =>
    objectOf(
      kind,
      name,
      {
        metadata: { name, namespace: dice.pick(['shop', 'shop', 'back']), creationTimestamp: created, ...noise(dice) },
        spec: {
          parentRefs: [{ name: 'edge', namespace: 'shop', ...dice.maybe(2, () => ({ sectionName: 'http' })) }],
          ...dice.maybe(3, () => ({ hostnames: ['shop.example'] })),
          rules: [rule()],
        },
      },
      GATEWAY,
    );
  return [
    objectOf(
      'Gateway',
      'edge',
      {
        metadata: {
          name: 'edge',
          namespace: 'shop',
          ...dice.maybe(3, () => ({ annotations: { 'cert-manager.io/issuer': 'i', other: 'x', ...actedUpon(dice) } })),
        },
        spec,
        ...dice.maybe(2, () => ({
          status: { addresses: [{ value: '203.0.113.41' }], conditions: [{ type: 'Accepted', status: 'True' }] },
        })),
      },
      GATEWAY,
    ),
    route('HTTPRoute', 'b', '2024-01-01T00:00:00Z'),
    ...(dice.chance(4) ? [route('HTTPRoute', 'a', '2024-02-01T00:00:00Z')] : []),
    ...(dice.chance(2)
      ? [
          objectOf(
            'ReferenceGrant',
            'grant',
            {
              metadata: { name: 'grant', namespace: 'shop' },
              spec: {
                from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'back' }],
                to: [{ group: '', kind: 'Service' }],
              },
            },
            'gateway.networking.k8s.io/v1beta1',
          ),
        ]
      : []),
    ...(dice.chance(1)
      ? [
          objectOf(
            'BackendTLSPolicy',
            'btls',
            {
              metadata: { name: 'btls', namespace: 'shop' },
              spec: {
                targetRefs: [{ group: '', kind: 'Service', name: 's0' }],
                validation: { hostname: 's0', wellKnownCACertificates: 'System' },
              },
            },
            GATEWAY,
          ),
        ]
      : []),
    ...(dice.chance(2)
      ? [
          objectOf(
            'GatewayClass',
            'example',
            { metadata: { name: 'example' }, spec: { controllerName: 'example.com/c', parametersRef: { name: 'p' } } },
            GATEWAY,
          ),
        ]
      : []),
  ];
}
