import { EMPTY_DOCUMENT, type ScenarioDocument } from '../scenario/document/document.ts';
import { ingress, tlsSecret } from './objects/entry-objects.ts';
import { deployment, namespace, nodes, service } from './objects/objects.ts';

const VIA = 'ingress/shop/shop';

export const EXTERNAL_TO_SERVICE: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'External to Service',
  objects: [
    namespace(),
    ...nodes(3),
    deployment({
      name: 'web',
      replicas: 2,
      container: { name: 'web', image: 'shop/web:5.1', ports: { http: 3000 } },
    }),
    deployment({
      name: 'cart',
      replicas: 2,
      container: { name: 'cart', image: 'shop/cart:2.4', ports: { http: 8080 } },
    }),
    service({ name: 'web', clusterIP: '10.96.12.80', targetPort: 'http' }),
    service({ name: 'cart', clusterIP: '10.96.40.12', targetPort: 'http' }),
    tlsSecret('shop-tls'),
    ingress({ name: 'shop', host: 'shop.example.com', paths: { '/': 'web', '/cart': 'cart' }, secretName: 'shop-tls' }),
  ],
  requests: [
    { title: 'A customer opens the cart', from: { internet: true }, to: 'https://shop.example.com/cart', via: VIA },
    { title: 'A customer opens the shop', from: { internet: true }, to: 'https://shop.example.com/', via: VIA },
    {
      title: 'A customer opens /cartoons',
      from: { internet: true },
      to: 'https://shop.example.com/cartoons',
      via: VIA,
    },
    { title: 'A customer opens another host', from: { internet: true }, to: 'http://blog.example.com/', via: VIA },
  ],
  story: [
    {
      title: 'The only address outside',
      text: 'shop.example.com resolves to the address of a load balancer, which belongs to the Service in front of the Ingress controller. It passes the connection to a node.',
      request: 0,
    },
    {
      title: 'Into the controller',
      text: 'On the node, rules for the load balancer’s address, or for the node port to which it connects, lead to a pod of the Ingress controller, perhaps on another node. The packet is masqueraded, so that the reply comes back to this node.',
      request: 0,
      step: { leg: 0, direction: 'request', hop: 2, type: 'TRANSLATE', nth: 1 },
      holds: { proxyModes: ['iptables', 'nftables', 'ipvs'] },
    },
    {
      title: 'TLS ends here',
      text: 'The controller holds the certificate from the Secret shop-tls and decrypts the request. The host could be read before, in the SNI of the handshake; path and headers only now.',
      request: 0,
      step: { leg: 0, direction: 'request', hop: 4, type: 'TLS_TERMINATED' },
    },
    {
      title: 'Host and path choose',
      text: 'For shop.example.com the longest matching prefix wins: /cart goes to the Service cart, everything else to web. Prefix compares whole path elements, so /cartoons is not under /cart.',
      request: 2,
      question: { ask: 'ANSWERED_BY' },
      step: { leg: 0, direction: 'request', hop: 4, type: 'ROUTE_MATCHED' },
    },
    {
      title: 'A second connection',
      text: 'The controller opens a connection of its own straight to a pod from the EndpointSlice; the Service’s clusterIP is not involved. The pod sees the controller’s address and finds the customer’s in X-Forwarded-For.',
      request: 0,
      question: { ask: 'SOURCE_SEEN' },
      step: { leg: 1, direction: 'request', hop: 3, type: 'SOCKET' },
    },
    {
      title: 'No rule, no backend',
      text: 'blog.example.com reaches the same address and the same controller. No rule has this host and there is no default backend, so the controller itself answers 404.',
      request: 3,
      question: { ask: 'STATUS' },
      step: { leg: 0, direction: 'request', hop: 4, type: 'NO_ROUTE_MATCHED' },
    },
  ],
};
