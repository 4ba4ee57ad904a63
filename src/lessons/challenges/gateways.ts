import type { RawObject } from '../../engine/objects.ts';
import { deployment, namespace, nodes, pod, service } from '../objects/objects.ts';
import { tlsSecret } from '../objects/entry-objects.ts';
import { challenge } from './challenge.ts';

const HOST = 'shop.example.com';
const VIA = 'gateway/shop/edge';
const INTERNET = { internet: true } as const;

function gatewayObject(kind: string, name: string, spec: object, place = 'shop'): RawObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: { name, ...(kind !== 'GatewayClass' && { namespace: place }) },
    spec,
  };
}

const CLASS = gatewayObject('GatewayClass', 'envoy', {
  controllerName: 'gateway.envoyproxy.io/gatewayclass-controller',
});
const gateway = (more: object = {}): RawObject =>
  gatewayObject('Gateway', 'edge', {
    gatewayClassName: 'envoy',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP', hostname: HOST, ...more }],
  });
const app = (name: string): RawObject =>
  deployment({ name, replicas: 1, container: { name, image: `shop/${name}:1.0`, ports: { http: 8080 } } });
const LEDGER = [
  pod('ledger', 'node-2', [{ name: 'ledger', image: 'pay/ledger:4.0', ports: { http: 8080 } }], { namespace: 'pay' }),
  service({ name: 'ledger', namespace: 'pay', targetPort: 'http' }),
];
const toPath = (value: string) => ({ path: { type: 'PathPrefix', value } });

export const NOT_GRANTED = challenge({
  title: 'Ask first',
  objects: [
    namespace(),
    namespace('pay'),
    ...nodes(2),
    ...LEDGER,
    CLASS,
    gateway(),
    gatewayObject('HTTPRoute', 'shop', {
      parentRefs: [{ name: 'edge' }],
      hostnames: [HOST],
      rules: [{ matches: [toPath('/pay')], backendRefs: [{ name: 'ledger', namespace: 'pay', port: 80 }] }],
    }),
  ],
  goal: {
    text: 'The route of the shop leads to a Service of the payments, and the proxy answers 500.',
    requests: [{ from: INTERNET, to: `http://${HOST}/pay`, via: VIA, expect: 'succeeds', by: ['Pod/pay/ledger'] }],
    keep: [{ object: 'Pod/pay/ledger' }, { object: 'HTTPRoute/shop/shop' }, { object: 'Gateway/shop/edge' }],
    hints: [
      'A reference into another namespace needs leave from there.',
      'Leave is given by a ReferenceGrant, in the namespace of what is referred to.',
      'In namespace pay: from HTTPRoute of namespace shop, to Service.',
    ],
  },
});

export const ALLOWED_ROUTES = challenge({
  title: 'Guests at the Gateway',
  objects: [
    namespace(),
    namespace('pay'),
    ...nodes(2),
    ...LEDGER,
    CLASS,
    gateway(),
    gatewayObject(
      'HTTPRoute',
      'pay',
      {
        parentRefs: [{ name: 'edge', namespace: 'shop' }],
        hostnames: [HOST],
        rules: [{ matches: [toPath('/pay')], backendRefs: [{ name: 'ledger', port: 80 }] }],
      },
      'pay',
    ),
  ],
  goal: {
    text: 'The payments have a route of their own, in their own namespace. The Gateway of the shop knows nothing of it.',
    requests: [{ from: INTERNET, to: `http://${HOST}/pay`, via: VIA, expect: 'succeeds', by: ['Pod/pay/ledger'] }],
    keep: [{ object: 'Pod/pay/ledger' }, { object: 'Gateway/shop/edge' }],
    mostEdits: 4,
    hints: [
      'A route names its Gateway. The Gateway has a say in it, too.',
      'Each listener says from which namespaces it takes routes; when it says nothing, from its own.',
      'allowedRoutes.namespaces.from: All, or a Selector for namespace pay, at listener http.',
    ],
  },
});

export const TLS_LISTENER = challenge({
  title: 'A lock for the front door',
  objects: [
    namespace(),
    ...nodes(2),
    app('web'),
    service({ name: 'web', targetPort: 'http' }),
    tlsSecret('shop-tls'),
    CLASS,
    gateway(),
    gatewayObject('HTTPRoute', 'shop', {
      parentRefs: [{ name: 'edge' }],
      hostnames: [HOST],
      rules: [{ matches: [toPath('/')], backendRefs: [{ name: 'web', port: 80 }] }],
    }),
  ],
  goal: {
    text: `http opens the shop, https is refused. The certificate of ${HOST} is there, in Secret shop-tls; the web itself speaks plain HTTP.`,
    requests: [
      { from: INTERNET, to: `https://${HOST}/`, via: VIA, expect: 'succeeds', by: ['Deployment/shop/web'] },
      { from: INTERNET, to: `http://${HOST}/`, via: VIA, expect: 'succeeds', by: ['Deployment/shop/web'] },
    ],
    keep: [
      { object: 'Deployment/shop/web' },
      { object: 'Gateway/shop/edge' },
      { object: 'HTTPRoute/shop/shop' },
      { object: 'Secret/shop/shop-tls' },
    ],
    mostEdits: 4,
    hints: [
      'Where TLS ends, somebody has to hold the certificate.',
      'A Gateway has a listener for each port and protocol; so far it has one, for HTTP on port 80.',
      'A listener https: port 443, protocol HTTPS, tls.certificateRefs with shop-tls.',
    ],
  },
});

export const A_FEW_FIRST = challenge({
  title: 'A few first',
  objects: [
    namespace(),
    ...nodes(2),
    app('cart'),
    app('cart-next'),
    service({ name: 'cart', targetPort: 'http' }),
    service({ name: 'cart-next', targetPort: 'http' }),
    CLASS,
    gateway(),
    gatewayObject('HTTPRoute', 'shop', {
      parentRefs: [{ name: 'edge' }],
      hostnames: [HOST],
      rules: [{ matches: [toPath('/cart')], backendRefs: [{ name: 'cart', port: 80 }] }],
    }),
  ],
  goal: {
    text: 'The next cart is there and gets no requests. Some customers shall get it, the others the one they know; who sends the header x-cart: next always gets it.',
    requests: [
      {
        from: INTERNET,
        to: `http://${HOST}/cart`,
        via: VIA,
        expect: 'succeeds',
        by: ['Deployment/shop/cart', 'Deployment/shop/cart-next'],
        each: true,
      },
      {
        from: INTERNET,
        to: `http://${HOST}/cart`,
        via: VIA,
        http: { headers: { 'x-cart': 'next' } },
        expect: 'succeeds',
        by: ['Deployment/shop/cart-next'],
      },
    ],
    keep: [
      { object: 'Deployment/shop/cart' },
      { object: 'Deployment/shop/cart-next' },
      { object: 'Gateway/shop/edge' },
    ],
    hints: [
      'A rule of an HTTPRoute may have several backends, each with a weight.',
      'A rule that matches more goes before one that matches less: the header needs a rule of its own.',
      'backendRefs cart and cart-next in the first rule; a second rule that matches the header as well, with cart-next alone.',
    ],
  },
});
