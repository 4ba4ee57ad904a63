import { choose, of, policy, put, set } from './board-edits.ts';
import type { Solution } from './solution.ts';

const route = 'HTTPRoute/shop/shop';
const ingressOf = (spec: object) => of('networking.k8s.io/v1', 'Ingress', 'shop/shop', spec);
const backend = (name: string, path: string, pathType = 'Prefix') => ({
  path,
  pathType,
  backend: { service: { name, port: { number: 80 } } },
});
const albTargets = (type: string) => ({
  'alb.ingress.kubernetes.io/scheme': 'internet-facing',
  'alb.ingress.kubernetes.io/target-type': type,
});
const lock = (tls: object | undefined, protocol = 'HTTPS') =>
  set('Gateway/shop/edge', 'spec.listeners.1', {
    name: 'https',
    port: 443,
    protocol,
    hostname: 'shop.example.com',
    ...(tls !== undefined && { tls }),
  });

/** Of ways in, clouds, change and diagnosis, by challenge. */
export const OUTER_SOLUTIONS: Readonly<Record<string, Solution>> = {
  'nobody-feels-responsible': {
    solve: [set('Ingress/shop/shop', 'spec.ingressClassName', 'nginx')],
    also: {
      'a class of that name': [
        put({
          apiVersion: 'networking.k8s.io/v1',
          kind: 'IngressClass',
          metadata: { name: 'ngnix' },
          spec: { controller: 'k8s.io/ingress-nginx' },
        }),
      ],
    },
    wrong: { 'another class that nobody has': [set('Ingress/shop/shop', 'spec.ingressClassName', 'traefik')] },
  },
  'which-port': {
    solve: [set('Ingress/shop/shop', 'spec.rules.0.http.paths.0.backend.service.port.number', 80)],
    also: { 'another port for the Service': [set('Service/shop/web', 'spec.ports.0.port', 3000)] },
    wrong: { 'another targetPort': [set('Service/shop/web', 'spec.ports.0.targetPort', 80)] },
    spare: ['IngressClass/nginx'],
  },
  'only-the-front-door': {
    solve: [0, 1].map((at) => set('Ingress/shop/shop', `spec.rules.0.http.paths.${at}.pathType`, 'Prefix')),
    wrong: {
      'half of it': [set('Ingress/shop/shop', 'spec.rules.0.http.paths.0.pathType', 'Prefix')],
      'one backend for all': [set('Ingress/shop/shop', 'spec.rules.0.http.paths', [backend('web', '/')])],
    },
    spare: ['IngressClass/nginx'],
  },
  'two-applications': {
    solve: [
      put(
        ingressOf({
          ingressClassName: 'nginx',
          rules: [{ host: 'shop.example.com', http: { paths: [backend('web', '/'), backend('cart', '/cart')] } }],
        }),
      ),
    ],
    wrong: {
      'without the host': [
        put(
          ingressOf({
            ingressClassName: 'nginx',
            rules: [{ http: { paths: [backend('web', '/'), backend('cart', '/cart')] } }],
          }),
        ),
      ],
      'exactly /cart': [
        put(
          ingressOf({
            ingressClassName: 'nginx',
            rules: [
              { host: 'shop.example.com', http: { paths: [backend('web', '/'), backend('cart', '/cart', 'Exact')] } },
            ],
          }),
        ),
      ],
      'of no class': [
        put(
          ingressOf({
            ingressClassName: 'none',
            rules: [{ host: 'shop.example.com', http: { paths: [backend('web', '/'), backend('cart', '/cart')] } }],
          }),
        ),
      ],
    },
    spare: ['IngressClass/nginx'],
  },
  'every-node': {
    solve: [set('Deployment/shop/web', 'spec.replicas', 2)],
    wrong: {
      'any node, with the address of a node': [set('Service/shop/web', 'spec.externalTrafficPolicy', 'Cluster')],
      'other pods': [set('Service/shop/web', 'spec.selector', { app: 'none' })],
    },
  },
  'ask-first': {
    solve: [
      put(
        of('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', 'pay/shop', {
          from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }],
          to: [{ group: '', kind: 'Service' }],
        }),
      ),
    ],
    wrong: {
      'in the wrong namespace': [
        put(
          of('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', 'shop/shop', {
            from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }],
            to: [{ group: '', kind: 'Service' }],
          }),
        ),
      ],
      'to Gateways': [
        put(
          of('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', 'pay/shop', {
            from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'shop' }],
            to: [{ group: '', kind: 'Service' }],
          }),
        ),
      ],
    },
  },
  'guests-at-the-gateway': {
    solve: [set('Gateway/shop/edge', 'spec.listeners.0.allowedRoutes', { namespaces: { from: 'All' } })],
    wrong: {
      'its own namespace, as before': [
        set('Gateway/shop/edge', 'spec.listeners.0.allowedRoutes', { namespaces: { from: 'Same' } }),
      ],
      'namespaces with a label that pay has not': [
        set('Gateway/shop/edge', 'spec.listeners.0.allowedRoutes', {
          namespaces: { from: 'Selector', selector: { matchLabels: { guests: 'yes' } } },
        }),
      ],
    },
  },
  'a-lock-for-the-door': {
    solve: [lock({ certificateRefs: [{ name: 'shop-tls' }] })],
    also: { 'ended there in so many words': [lock({ mode: 'Terminate', certificateRefs: [{ name: 'shop-tls' }] })] },
    wrong: {
      'a certificate that nobody has': [lock({ certificateRefs: [{ name: 'shop-cert' }] })],
      'passed on to a web without TLS': [lock({ mode: 'Passthrough' }, 'TLS')],
      'the port alone': [lock(undefined, 'HTTP')],
    },
  },
  'instances-or-pods': {
    solve: [set('Ingress/shop/shop', 'metadata.annotations', albTargets('ip'))],
    also: { 'a node port for the instances': [set('Service/shop/web', 'spec.type', 'NodePort')] },
    wrong: {
      'instances, in so many words': [set('Ingress/shop/shop', 'metadata.annotations', albTargets('instance'))],
      'another class': [set('Ingress/shop/shop', 'spec.ingressClassName', 'nginx')],
    },
  },
  'same-node': {
    solve: [set('Service/shop/cache', 'spec.internalTrafficPolicy', 'Cluster')],
    wrong: {
      'a policy for others': [set('Service/shop/cache', 'spec.externalTrafficPolicy', 'Cluster')],
      'another place for the cache': [set('Pod/shop/cache', 'spec.nodeName', 'node-1')],
    },
  },
  'the-new-office': {
    solve: [set('Service/shop/web', 'spec.loadBalancerSourceRanges', ['203.0.113.0/28', '203.0.113.64/28'])],
    wrong: {
      'too wide': [set('Service/shop/web', 'spec.loadBalancerSourceRanges', ['203.0.113.0/24'])],
      'a little too wide': [
        set('Service/shop/web', 'spec.loadBalancerSourceRanges', ['203.0.113.0/28', '203.0.113.64/26']),
      ],
      everybody: [set('Service/shop/web', 'spec.loadBalancerSourceRanges', undefined)],
      'the old office is locked out': [set('Service/shop/web', 'spec.loadBalancerSourceRanges', ['203.0.113.64/28'])],
    },
  },
  'nobody-enforces': {
    solve: [choose({ cni: 'calico' })],
    also: { 'another network that does': [choose({ cni: 'cilium' })] },
    wrong: {
      'one more policy': [put(policy('shop/deny', { podSelector: {}, policyTypes: ['Ingress'] }))],
      'another network that does not': [choose({ cni: 'kubenet' })],
    },
  },
  'open-again': {
    solve: [set('Deployment/shop/catalog', 'spec.replicas', 3)],
    wrong: { 'too few': [set('Deployment/shop/catalog', 'spec.replicas', 2)] },
  },
  'blue-to-green': {
    solve: [set('Service/shop/web', 'spec.selector.color', 'green')],
    wrong: {
      'some of both': [set('Service/shop/web', 'spec.selector.color', undefined)],
      'without a way back': [set('Deployment/shop/web-blue', 'spec.replicas', 0)],
    },
  },
  'a-few-first': {
    solve: [
      set(route, 'spec.rules', [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/cart' } }],
          backendRefs: [
            { name: 'cart', port: 80, weight: 9 },
            { name: 'cart-next', port: 80, weight: 1 },
          ],
        },
        {
          matches: [{ path: { type: 'PathPrefix', value: '/cart' }, headers: [{ name: 'x-cart', value: 'next' }] }],
          backendRefs: [{ name: 'cart-next', port: 80 }],
        },
      ]),
    ],
    wrong: {
      'all of them': [set(route, 'spec.rules.0.backendRefs', [{ name: 'cart-next', port: 80 }])],
      'with a weight of nothing': [
        set(route, 'spec.rules.0.backendRefs', [
          { name: 'cart', port: 80, weight: 1 },
          { name: 'cart-next', port: 80, weight: 0 },
        ]),
      ],
    },
  },
  'one-too-many': {
    solve: [set('Deployment/shop/web', 'spec.template.spec.containers.0.ports.0.hostPort', undefined)],
    also: {
      'one more node': [
        put({
          apiVersion: 'v1',
          kind: 'Node',
          metadata: { name: 'node-3' },
          spec: { podCIDR: '10.244.3.0/24' },
          status: { addresses: [{ type: 'InternalIP', address: '192.168.0.13' }] },
        }),
      ],
    },
    wrong: {
      'fewer of them': [set('Deployment/shop/web', 'spec.replicas', 2)],
      'another port of the node': [set('Deployment/shop/web', 'spec.template.spec.containers.0.ports.0.hostPort', 80)],
    },
    spare: ['Node/node-2'],
  },
  'nowhere-to-go': {
    solve: [set('Deployment/shop/index', 'spec.template.spec.nodeSelector', { disk: 'ssd' })],
    also: {
      'another label for the node': [set('Node/node-2', 'metadata.labels.disk-type', 'ssd')],
    },
    wrong: {
      'another value': [set('Deployment/shop/index', 'spec.template.spec.nodeSelector', { 'disk-type': 'SSD' })],
      'fewer of them': [set('Deployment/shop/index', 'spec.replicas', 0)],
      'on any node': [set('Deployment/shop/index', 'spec.template.spec.nodeSelector', undefined)],
    },
  },
};
