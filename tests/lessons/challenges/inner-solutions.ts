import { app, of, policy, put, set, start, take } from './board-edits.ts';
import type { Solution } from './solution.ts';

const SERVICE = { apiVersion: 'v1', kind: 'Service' };
const toDb = policy('shop/web', {
  ...app('web'),
  policyTypes: ['Egress'],
  egress: [{ to: [app('db')], ports: [{ port: 5432 }] }],
});
const anything = policy('shop/anything', { podSelector: {}, policyTypes: ['Egress'], egress: [{}] });
const kubeSystem = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } };
const dns = policy('shop/dns', {
  podSelector: {},
  policyTypes: ['Egress'],
  egress: [{ to: [kubeSystem], ports: [53].flatMap((port) => [{ port, protocol: 'UDP' }, { port }]) }],
});

const cacheBesideWeb = set('Pod/shop/web', 'spec.containers.1', {
  name: 'cache',
  image: 'varnish:8.0',
  ports: [{ containerPort: 8081 }],
});
const ordersService = (selector: object) =>
  of('v1', 'Service', 'shop/orders', { selector, ports: [{ port: 80, targetPort: 'http' }] });
const doorAt = (nodePort: number) => [
  set('Service/shop/web', 'spec.type', 'NodePort'),
  set('Service/shop/web', 'spec.ports.0.nodePort', nodePort),
];

/** Of models, names and policies, by challenge. */
export const INNER_SOLUTIONS: Readonly<Record<string, Solution>> = {
  'one-port-two-containers': {
    solve: [set('Pod/shop/web', 'spec.containers.1.ports.0.containerPort', 9100)],
    wrong: {
      'the Service calls another port': [set('Service/shop/metrics', 'spec.ports.0.targetPort', 9100)],
      'without the second container': [set('Pod/shop/web', 'spec.containers.1', undefined)],
    },
  },
  'four-ways': {
    solve: [cacheBesideWeb, put(ordersService({ app: 'orders' })), ...doorAt(30080)],
    wrong: {
      'a Service called cache': [
        put(of('v1', 'Service', 'shop/cache', { selector: { app: 'web' }, ports: [{ port: 8081 }] })),
        put(ordersService({ app: 'orders' })),
        ...doorAt(30080),
      ],
      'orders without its pods': [cacheBesideWeb, put(ordersService({ app: 'order' })), ...doorAt(30080)],
      'another door': [cacheBesideWeb, put(ordersService({ app: 'orders' })), ...doorAt(30081)],
    },
  },
  'wrong-selector': {
    solve: [set('Service/shop/cart', 'spec.selector.app', 'cart')],
    also: {
      'other labels for the pods': [
        set('Deployment/shop/cart', 'spec.selector.matchLabels.app', 'carts'),
        set('Deployment/shop/cart', 'spec.template.metadata.labels.app', 'carts'),
      ],
    },
    wrong: {
      'the first pod that answers': [set('Service/shop/cart', 'spec.selector.app', 'frontend')],
      'no selector': [set('Service/shop/cart', 'spec.selector', undefined)],
    },
  },
  'wrong-target-port': {
    solve: [set('Service/shop/orders', 'spec.ports.0.targetPort', 8080)],
    also: { 'by its name': [set('Service/shop/orders', 'spec.ports.0.targetPort', 'http')] },
    wrong: {
      'the port that clients call': [set('Service/shop/orders', 'spec.ports.0.port', 8080)],
      'another declared port': [
        set('Deployment/shop/orders', 'spec.template.spec.containers.0.ports.0.containerPort', 80),
      ],
    },
  },
  'port-name': {
    solve: [set('Service/shop/payment', 'spec.ports.0.targetPort', 'web')],
    also: {
      'by its number': [set('Service/shop/payment', 'spec.ports.0.targetPort', 9000)],
      'another name for the container port': [
        set('Deployment/shop/payment', 'spec.template.spec.containers.0.ports.0.name', 'http'),
      ],
    },
    wrong: { 'the name of the Service port': [set('Service/shop/payment', 'spec.ports.0.name', 'web')] },
  },
  'only-localhost': {
    solve: [set('Deployment/shop/search', 'spec.template.spec.containers.0.args.1', '--host=0.0.0.0')],
    wrong: {
      'another port': [set('Service/shop/search', 'spec.ports.0.targetPort', 80)],
      'another process': [set('Deployment/shop/search', 'spec.template.spec.containers.0.command', ['nginx'])],
    },
  },
  'running-not-ready': {
    solve: [start('ledger', 'metrics')],
    wrong: {
      'one container': [set('Pod/shop/ledger', 'spec.containers.1', undefined)],
      'endpoints that are not ready': [set('Service/shop/ledger', 'spec.publishNotReadyAddresses', true)],
      'the wrong container': [start('ledger', 'ledger')],
    },
  },
  'across-namespaces': {
    solve: [
      put({
        ...SERVICE,
        metadata: { name: 'ledger', namespace: 'front' },
        spec: { type: 'ExternalName', externalName: 'ledger.shop.svc.cluster.local' },
      }),
    ],
    wrong: {
      'a selector does not look into other namespaces': [
        put({
          ...SERVICE,
          metadata: { name: 'ledger', namespace: 'front' },
          spec: { selector: { app: 'ledger' }, ports: [{ port: 80, targetPort: 9000 }] },
        }),
      ],
      'an alias of itself': [
        put({
          ...SERVICE,
          metadata: { name: 'ledger', namespace: 'front' },
          spec: { type: 'ExternalName', externalName: 'ledger.front.svc.cluster.local' },
        }),
      ],
    },
  },
  'each-by-name': {
    solve: [
      put({
        ...SERVICE,
        metadata: { name: 'database', namespace: 'shop' },
        spec: { clusterIP: 'None', selector: { app: 'db' }, ports: [{ name: 'sql', port: 5432 }] },
      }),
    ],
    also: {
      // CoreDNS has names for the endpoints of any Service (plugin/kubernetes findServices).
      'a Service with an address': [
        put({
          ...SERVICE,
          metadata: { name: 'database', namespace: 'shop' },
          spec: { selector: { app: 'db' }, ports: [{ name: 'sql', port: 5432 }] },
        }),
      ],
    },
    wrong: {
      'of other pods': [
        put({
          ...SERVICE,
          metadata: { name: 'database', namespace: 'shop' },
          spec: { clusterIP: 'None', selector: { app: 'database' }, ports: [{ name: 'sql', port: 5432 }] },
        }),
      ],
      'the other name': [set('StatefulSet/shop/db', 'spec.serviceName', 'db')],
    },
    spare: ['Service/shop/db'],
  },
  'no-one-in-between': {
    solve: [set('Service/shop/reports', 'spec.clusterIP', undefined)],
    wrong: {
      'the port of the pods, which nobody calls': [set('Service/shop/reports', 'spec.ports.0.port', 5432)],
      'the port that the worker calls, at the pods': [
        set('StatefulSet/shop/db', 'spec.template.spec.containers.0.ports.0.containerPort', 80),
      ],
    },
  },
  'a-door-for-one': {
    solve: [put(policy('shop/db', { ...app('db'), ingress: [{ from: [app('web')], ports: [{ port: 5432 }] }] }))],
    also: {
      'every port': [put(policy('shop/db', { ...app('db'), ingress: [{ from: [app('web')] }] }))],
      'deny first': [
        put(policy('shop/deny', { podSelector: {}, policyTypes: ['Ingress'] })),
        put(policy('shop/db', { ...app('db'), ingress: [{ from: [app('web')] }] })),
      ],
    },
    wrong: {
      'nobody at all': [put(policy('shop/db', { ...app('db'), policyTypes: ['Ingress'] }))],
      'every pod': [put(policy('shop/db', { ...app('db'), ingress: [{ from: [{ podSelector: {} }] }] }))],
      'at the wrong end': [put(policy('shop/web', { ...app('web'), ingress: [{ from: [app('db')] }] }))],
      'another audit': [set('Pod/shop/audit', 'metadata.labels.app', 'web')],
    },
  },
  'it-takes-two': {
    solve: [put(toDb)],
    wrong: {
      'everything may leave': [put(anything)],
      'no deny': [take('NetworkPolicy/shop/default-deny')],
      'deny, but only half of it': [set('NetworkPolicy/shop/default-deny', 'spec.policyTypes', ['Ingress'])],
    },
  },
  'names-too': {
    solve: [put(dns)],
    wrong: {
      'everything may leave': [put(anything)],
      'no deny': [take('NetworkPolicy/shop/default-deny'), take('NetworkPolicy/shop/web')],
    },
  },
  'and-or': {
    solve: [
      set('NetworkPolicy/pay/ledger', 'spec.ingress.0.from', [
        { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } }, ...app('orders') },
      ]),
    ],
    wrong: {
      'pods of its own namespace': [set('NetworkPolicy/pay/ledger', 'spec.ingress.0.from', [app('orders')])],
      'the other way round': [
        set('NetworkPolicy/pay/ledger', 'spec.ingress.0.from', [
          { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } },
        ]),
      ],
    },
  },
  'everything-but-one': {
    solve: [
      set('NetworkPolicy/shop/web', 'spec.egress.0.to.0.ipBlock', {
        cidr: '0.0.0.0/0',
        except: ['169.254.169.254/32'],
      }),
    ],
    wrong: {
      'another policy': [put(policy('shop/more', { ...app('web'), policyTypes: ['Egress'] }))],
      'nothing outside': [set('NetworkPolicy/shop/web', 'spec.egress', [])],
      'some of the outside': [set('NetworkPolicy/shop/web', 'spec.egress.0.to.0.ipBlock', { cidr: '192.0.0.0/2' })],
    },
  },
};
