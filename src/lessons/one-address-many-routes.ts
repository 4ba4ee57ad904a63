import type { RawObject } from '../engine/objects.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../scenario/document/document.ts';
import { namespace, nodes, pod, service } from './objects/objects.ts';

const VIA = 'gateway/shop/edge';
const HOST = 'shop.example.com';
const INTERNET = { internet: true } as const;

function gatewayObject(kind: string, name: string, spec: object): RawObject {
  const place = kind === 'GatewayClass' ? {} : { namespace: 'shop' };
  return { apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata: { name, ...place }, spec };
}

const path = (value: string, more: object = {}) => ({ path: { type: 'PathPrefix', value }, ...more });
const backend = (name: string, more: object = {}) => ({ name, port: 80, ...more });
const app = (name: string, node: string, place?: string): readonly RawObject[] => [
  pod(
    name,
    node,
    [{ name, image: `shop/${name}:1.0`, ports: { http: 8080 } }],
    place === undefined ? {} : { namespace: place },
  ),
  service({ name, targetPort: 'http', ...(place !== undefined && { namespace: place }) }),
];

export const ONE_ADDRESS_MANY_ROUTES: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'One address, many routes',
  objects: [
    namespace(),
    namespace('pay'),
    ...nodes(2),
    ...app('web', 'node-1'),
    ...app('cart', 'node-2'),
    ...app('cart-next', 'node-2'),
    ...app('ledger', 'node-1', 'pay'),
    gatewayObject('GatewayClass', 'envoy', { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' }),
    gatewayObject('Gateway', 'edge', {
      gatewayClassName: 'envoy',
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP', hostname: '*.example.com' }],
    }),
    gatewayObject('HTTPRoute', 'shop', {
      parentRefs: [{ name: 'edge' }],
      hostnames: [HOST],
      rules: [
        { matches: [path('/')], backendRefs: [backend('web')] },
        {
          matches: [path('/cart')],
          backendRefs: [backend('cart', { weight: 9 }), backend('cart-next', { weight: 1 })],
        },
        {
          matches: [path('/cart', { headers: [{ name: 'x-cart', value: 'next' }] })],
          backendRefs: [backend('cart-next')],
        },
        { matches: [path('/pay')], backendRefs: [backend('ledger', { namespace: 'pay' })] },
      ],
    }),
  ],
  requests: [
    { title: 'The front page', from: INTERNET, to: `http://${HOST}/`, via: VIA },
    { title: 'The cart: nine to one', from: INTERNET, to: `http://${HOST}/cart`, via: VIA },
    {
      title: 'The cart, with a header',
      from: INTERNET,
      to: `http://${HOST}/cart`,
      via: VIA,
      http: { headers: { 'x-cart': 'next' } },
    },
    { title: 'Paying', from: INTERNET, to: `http://${HOST}/pay`, via: VIA },
    { title: 'Another host under example.com', from: INTERNET, to: 'http://blog.example.com/', via: VIA },
  ],
  story: [
    {
      title: 'A proxy with an address',
      text: 'The Gateway asks for a listener; its controller runs a proxy and puts a LoadBalancer Service in front. The request ends at the proxy: what goes on to the pod is a second connection.',
      request: 0,
      step: { leg: 0, direction: 'request', hop: 4, type: 'ROUTE_MATCHED' },
    },
    {
      title: 'Routes attach themselves',
      text: 'The Gateway names no application. The HTTPRoute names the Gateway, its host and its paths; the longest path that matches wins, wherever it stands in the list.',
      request: 0,
    },
    {
      title: 'Nine to one',
      text: 'Two backends with weights 9 and 1: all ways that lead to cart have nine tenths of the chance together, those to cart-next one. Choose another in the list of ways to follow it.',
      request: 1,
      step: { leg: 1, direction: 'request', hop: 0, type: 'SOCKET' },
    },
    {
      title: 'A header decides first',
      text: 'The same path with one more condition is more specific, so who sends the header x-cart: next always gets the new cart.',
      request: 2,
      question: { ask: 'ANSWERED_BY' },
    },
    {
      title: 'Across namespaces by permission',
      text: 'The route points to a Service in pay. That is for pay to allow: without a ReferenceGrant there the proxy answers 500, and no packet leaves it.',
      request: 3,
      question: { ask: 'STATUS' },
      step: { leg: 0, direction: 'request', hop: 4, type: 'ROUTE_MATCHED' },
    },
    {
      title: 'Nobody is responsible',
      text: 'The listener takes every name under example.com, and no route has this one: the proxy answers 404.',
      request: 4,
      question: { ask: 'STATUS' },
    },
  ],
};
