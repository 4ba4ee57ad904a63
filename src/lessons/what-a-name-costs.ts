import { EMPTY_DOCUMENT, type ScenarioDocument } from '../scenario/document/document.ts';
import { namespace, nodes, pod, service } from './objects/objects.ts';

const LEAN = { dnsConfig: { options: [{ name: 'ndots', value: '2' }] } };
const worker = (name: string) => [{ name, image: `shop/${name}:1.0` }];

export const WHAT_A_NAME_COSTS: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'What a name costs',
  objects: [
    namespace(),
    namespace('pay'),
    ...nodes(2),
    pod('frontend', 'node-1', worker('frontend')),
    pod('lean', 'node-1', worker('lean'), { spec: LEAN }),
    pod('cart', 'node-2', [{ name: 'cart', image: 'shop/cart:2.4', ports: { http: 8080 } }]),
    pod('ledger', 'node-2', [{ name: 'ledger', image: 'pay/ledger:4.0', ports: { http: 9000 } }], { namespace: 'pay' }),
    service({ name: 'cart', clusterIP: '10.96.40.12', targetPort: 'http' }),
    service({ name: 'ledger', namespace: 'pay', clusterIP: '10.96.40.30', targetPort: 'http' }),
  ],
  requests: [
    { title: 'cart', from: { pod: 'shop/frontend' }, to: 'http://cart/' },
    { title: 'ledger.pay', from: { pod: 'shop/frontend' }, to: 'http://ledger.pay/' },
    { title: 'The full name', from: { pod: 'shop/frontend' }, to: 'http://ledger.pay.svc.cluster.local/' },
    { title: 'A name outside', from: { pod: 'shop/frontend' }, to: 'https://api.example.com/' },
    { title: 'With a dot at its end', from: { pod: 'shop/frontend' }, to: 'https://api.example.com./' },
    { title: 'From a pod with ndots 2', from: { pod: 'shop/lean' }, to: 'https://api.example.com/' },
  ],
  story: [
    {
      title: 'Two questions',
      text: 'A program that connects to cart asks for A and AAAA. The pod’s resolv.conf has a search list, and the first entry makes cart.shop.svc.cluster.local of it: answered at once. Select the pod to see the file.',
      request: 0,
      step: { leg: 0, direction: 'request', hop: 0, type: 'SOCKET' },
      dns: true,
      depth: 'hops',
    },
    {
      title: 'The cluster DNS is a Service',
      text: 'The question is an ordinary packet: UDP to 10.96.0.10, translated by kube-proxy to a CoreDNS pod, and all that can go wrong with a packet can go wrong with a name.',
      request: 0,
      question: { ask: 'DESTINATION' },
      step: { leg: 0, direction: 'request', hop: 1, type: 'TRANSLATE' },
      dns: true,
      depth: 'hops',
      holds: { proxyModes: ['iptables', 'nftables'] },
    },
    {
      title: 'Another namespace',
      text: 'ledger.pay is first looked for in shop, in vain. The second entry of the search list finds it: four questions.',
      request: 1,
      step: { leg: 0, direction: 'request', hop: 0, type: 'SOCKET' },
      dns: true,
      depth: 'hops',
    },
    {
      title: 'The full name is no shortcut',
      text: 'It has four dots, and ndots is 5: so it, too, is tried with every entry of the search list before it is tried as it stands.',
      request: 2,
      question: { ask: 'QUESTIONS' },
      step: { leg: 0, direction: 'request', hop: 0, type: 'SOCKET' },
      dns: true,
      depth: 'hops',
    },
    {
      title: 'Names outside pay most',
      text: 'Six questions are answered NXDOMAIN before the name itself is asked for, and CoreDNS has to ask the server of its node. Every new connection of a program without a cache repeats this.',
      request: 3,
      question: { ask: 'QUESTIONS' },
      step: { leg: 1, direction: 'request', hop: 0, type: 'SOCKET' },
      dns: true,
      depth: 'hops',
    },
    {
      title: 'A dot',
      text: 'A name that ends with a dot is complete: two questions. Programs that cannot be told can have a dnsConfig with ndots 2, as the pod lean does; then only names with fewer dots go through the list.',
      request: 4,
      step: { leg: 0, direction: 'request', hop: 0, type: 'SOCKET' },
      dns: true,
      depth: 'hops',
    },
  ],
};
