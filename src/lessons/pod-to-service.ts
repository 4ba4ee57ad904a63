import { EMPTY_DOCUMENT, type ScenarioDocument } from '../scenario/document/document.ts';
import { ROUTED } from './objects/networks.ts';
import { deployment, namespace, nodes, pod, service } from './objects/objects.ts';

const BACKEND = { 'shop.example.com/pool': 'backend' };

export const POD_TO_SERVICE: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'Pod to Service',
  objects: [
    namespace(),
    ...nodes(3, [{ 'shop.example.com/pool': 'frontend' }, BACKEND, BACKEND]),
    pod('frontend', 'node-1', [{ name: 'web', image: 'nginx:1.29', ports: { http: 80 } }]),
    deployment({
      name: 'cart',
      replicas: 3,
      nodeSelector: BACKEND,
      container: { name: 'cart', image: 'shop/cart:2.4', ports: { http: 8080 } },
    }),
    service({ name: 'cart', clusterIP: '10.96.40.12', targetPort: 'http' }),
  ],
  requests: [
    { title: 'frontend asks for the cart', from: { pod: 'shop/frontend' }, to: 'http://cart/' },
    { title: 'By its clusterIP, without DNS', from: { pod: 'shop/frontend' }, to: 'http://10.96.40.12/' },
    { title: 'A process on node-1 asks', from: { node: 'node-1' }, to: 'http://10.96.40.12/' },
    { title: 'By its clusterIP, port 8080', from: { pod: 'shop/frontend' }, to: 'http://10.96.40.12:8080/' },
  ],
  story: [
    {
      title: 'A name becomes a clusterIP',
      text: 'First the resolver in the pod asks the cluster DNS for cart.shop.svc.cluster.local: a small packet of its own, which brings back 10.96.40.12, the clusterIP of the Service cart. At the depth Hops, tick “DNS lookup” to follow every question.',
      request: 0,
    },
    {
      title: 'Nobody owns a clusterIP',
      text: 'No interface in the cluster has the address 10.96.40.12. It exists in rules that kube-proxy writes on every node, so the packet simply leaves the pod for its default gateway.',
      request: 1,
      step: { leg: 0, direction: 'request', hop: 0, type: 'SOCKET' },
      holds: { proxyModes: ['iptables', 'nftables'] },
    },
    {
      title: 'DNAT before routing',
      text: 'In prerouting of node-1 the packet jumps from KUBE-SERVICES to the chain of the Service, which picks one of three endpoints with probability 1/3 each. DNAT replaces the destination by that pod’s address and by targetPort 8080.',
      request: 1,
      step: { leg: 0, direction: 'request', hop: 1, type: 'TRANSLATE' },
      holds: { proxyModes: ['iptables'] },
    },
    {
      title: 'From here on it is pod to pod',
      text: 'Routing happens after DNAT, so node-1 routes to the podCIDR of another node. The source is still the address of frontend: between pods nothing is masqueraded.',
      request: 1,
      question: { ask: 'SOURCE_SEEN' },
      step: { leg: 0, direction: 'request', hop: 2, type: 'INTERFACE' },
      holds: { cnis: ROUTED },
    },
    {
      title: 'The reply',
      text: 'The cart pod answers to the address of frontend. On node-1 conntrack recognizes the connection and puts the clusterIP back as the source; frontend never sees the pod’s address.',
      request: 1,
      step: { leg: 0, direction: 'reply', hop: 2, type: 'TRANSLATE' },
      holds: { proxyModes: ['iptables', 'nftables'] },
    },
    {
      title: 'The node itself is a client too',
      text: 'A packet made on the node passes output instead of prerouting, where the same rules stand. Its source belongs to the node, so it is masqueraded as well; conntrack undoes both on the way back.',
      request: 2,
      step: { leg: 0, direction: 'request', hop: 0, type: 'TRANSLATE' },
      holds: { proxyModes: ['iptables', 'nftables'] },
    },
    {
      title: 'Only the Service’s ports have rules',
      text: 'For port 8080 there is no rule, although the pods listen on it: a Service is known by its port, not by its targetPort. Without DNAT the packet takes the default route, and the router knows no way to a clusterIP.',
      request: 3,
      question: { ask: 'ARRIVES' },
      step: { leg: 0, direction: 'request', hop: 2, type: 'ROUTE' },
      holds: { proxyModes: ['iptables'] },
    },
  ],
};
