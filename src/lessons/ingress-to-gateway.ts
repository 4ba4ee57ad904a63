import type { RawObject } from '../engine/objects.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../scenario/document/document.ts';
import { ingress } from './objects/entry-objects.ts';
import { namespace, nodes, pod, service } from './objects/objects.ts';

const HOST = 'shop.example.com';
const OLD = 'ingress/shop/shop';
const NEW = 'gateway/shop/edge';

function gatewayObject(kind: string, name: string, spec: object): RawObject {
  const place = kind === 'GatewayClass' ? {} : { namespace: 'shop' };
  return { apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata: { name, ...place }, spec };
}

const rule = (value: string, name: string) => ({
  matches: [{ path: { type: 'PathPrefix', value } }],
  backendRefs: [{ name, port: 80 }],
});

// Kubernetes: Ingress, Gateway API; gateway-api.sigs.k8s.io: Migrating from Ingress. ingress-nginx: retired in March 2026.
export const INGRESS_TO_GATEWAY: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'From Ingress to Gateway',
  objects: [
    namespace(),
    ...nodes(2),
    pod('web', 'node-1', [{ name: 'web', image: 'shop/web:5.1', ports: { http: 3000 } }]),
    pod('cart', 'node-2', [{ name: 'cart', image: 'shop/cart:2.4', ports: { http: 8080 } }]),
    service({ name: 'web', targetPort: 'http' }),
    service({ name: 'cart', targetPort: 'http' }),
    ingress({ name: 'shop', host: HOST, paths: { '/': 'web', '/cart': 'cart' } }),
    gatewayObject('GatewayClass', 'envoy', { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' }),
    gatewayObject('Gateway', 'edge', {
      gatewayClassName: 'envoy',
      listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
    }),
    gatewayObject('HTTPRoute', 'shop', {
      parentRefs: [{ name: 'edge' }],
      hostnames: [HOST],
      rules: [rule('/', 'web')],
    }),
  ],
  requests: [
    { title: 'The cart, by the Ingress', from: { internet: true }, to: `http://${HOST}/cart`, via: OLD },
    { title: 'The front page, by the Gateway', from: { internet: true }, to: `http://${HOST}/`, via: NEW },
    { title: 'The cart, by the Gateway', from: { internet: true }, to: `http://${HOST}/cart`, via: NEW },
    { title: 'Another host, by the Gateway', from: { internet: true }, to: 'http://blog.example.com/', via: NEW },
  ],
  story: [
    {
      title: 'The old way in',
      text: 'One object says host, paths and Services; its controller has one address for all Ingresses of its class. The controller assumed here is ingress-nginx, which has been retired in March 2026: a reason to move.',
      request: 0,
    },
    {
      title: 'The new one stands beside it',
      text: 'A Gateway has a proxy and an address of its own, so both may run at once, for the same Services. DNS decides who comes which way; nothing is lost while both are there.',
      request: 1,
    },
    {
      title: 'One object becomes two',
      text: 'Ports, and who may attach, belong to the Gateway; hosts and paths to an HTTPRoute. The route here has only the path / yet, which matches /cart as well: web answers, where the Ingress asks cart.',
      request: 2,
      question: { ask: 'ANSWERED_BY' },
    },
    {
      title: 'Who answers for the rest',
      text: 'No HTTPRoute has this host, and a Gateway has no default backend: 404, from the proxy itself.',
      request: 3,
      question: { ask: 'STATUS' },
    },
    {
      title: 'Compare before DNS is changed',
      text: 'Add the missing rule to the HTTPRoute and send the third request again. Open the Ingress and “Compare with a Gateway” to see, for each path, where either way leads.',
      request: 2,
    },
  ],
};
