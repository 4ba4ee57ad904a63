import { EMPTY_DOCUMENT, type ScenarioDocument } from '../scenario/document/document.ts';
import { ingress } from './objects/entry-objects.ts';
import { deployment, namespace, nodes, pod, service } from './objects/objects.ts';

const VIA = 'ingress/shop/shop';

export const BROKEN_SHOP: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'The broken shop',
  objects: [
    namespace(),
    ...nodes(2),
    pod('frontend', 'node-1', [{ name: 'web', image: 'nginx:1.29', ports: { http: 80 } }]),
    deployment({
      name: 'cart',
      replicas: 2,
      container: { name: 'cart', image: 'shop/cart:2.4', ports: { http: 8080 } },
    }),
    deployment({
      name: 'payment',
      replicas: 2,
      container: { name: 'payment', image: 'shop/payment:3.0', ports: { http: 9000 } },
    }),
    deployment({
      name: 'catalog',
      replicas: 2,
      container: { name: 'catalog', image: 'shop/catalog:1.9', ports: { http: 3000 } },
    }),
    deployment({
      name: 'account',
      replicas: 1,
      container: { name: 'account', image: 'shop/account:1.2', ports: { http: 8000 } },
    }),
    service({ name: 'cart', clusterIP: '10.96.40.12', selects: 'carts', targetPort: 'http' }),
    service({ name: 'payment', clusterIP: '10.96.40.13', targetPort: 'web' }),
    service({ name: 'catalog', clusterIP: '10.96.40.14', targetPort: 'http' }),
    service({ name: 'account', clusterIP: '10.96.40.15', targetPort: 'http' }),
    ingress({ name: 'shop', host: 'shop.example.com', paths: { '/': 'catalog', '/account': 'accounts' } }),
  ],
  requests: [
    { title: 'The cart refuses at once', from: { pod: 'shop/frontend' }, to: 'http://cart/' },
    { title: 'Paying', from: { pod: 'shop/frontend' }, to: 'http://payment/' },
    { title: 'The account page', from: { internet: true }, to: 'http://shop.example.com/account', via: VIA },
    { title: 'The catalog works', from: { pod: 'shop/frontend' }, to: 'http://catalog/' },
  ],
  story: [
    {
      title: 'Three complaints',
      text: 'The cart is refused at once, paying is refused as well, and the account page is an error of the proxy. Only frontend → catalog/ works; send it to know what health looks like.',
      request: 0,
    },
    {
      title: 'The cart',
      text: 'Both pods run, yet the connection is rejected on the client’s own node. Look at the rule that answers, then compare the Service’s selector with the labels of the pods.',
      request: 0,
      step: { leg: 1, direction: 'request', hop: 1, type: 'RULE', action: 'REJECT' },
      holds: { proxyModes: ['iptables', 'nftables'] },
    },
    {
      title: 'Paying',
      text: 'It looks the same on the wire, but here the selector finds both pods. Look at the port: the Service sends to a targetPort by name, and no container gives that name to a port.',
      request: 1,
      question: { ask: 'WHERE_LOST' },
      step: { leg: 1, direction: 'request', hop: 1, type: 'RULE', action: 'REJECT' },
      holds: { proxyModes: ['iptables', 'nftables'] },
    },
    {
      title: 'The account page',
      text: 'The controller has read the request and found the path, so the network did its part. Which Service does the Ingress name, and is there one?',
      request: 2,
      question: { ask: 'STATUS' },
      step: { leg: 0, direction: 'request', hop: 3, type: 'ROUTE_MATCHED' },
    },
    {
      title: 'Repair',
      text: 'Each cause names the object and the field, and offers a fix: take it, or change the field in the Inspector, and send again. Endpoints follow a selector at once: no pod has to be restarted.',
      request: 0,
    },
  ],
};
