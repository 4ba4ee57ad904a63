import { EMPTY_DOCUMENT, type ScenarioDocument } from '../scenario/document/document.ts';
import { namespace, nodes, pod, PUBLIC, service } from './objects/objects.ts';

// ip-route(8), iptables-save(8), conntrack(8); Kubernetes: Debug Services ("Is the kube-proxy working?").
export const READING_A_NODE: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'Reading a node',
  objects: [
    namespace(),
    ...nodes(2, [], PUBLIC),
    pod('frontend', 'node-1', [{ name: 'web', image: 'nginx:1.29', ports: { http: 80 } }]),
    pod('stock', 'node-1', [{ name: 'stock', image: 'shop/stock:1.3', ports: { http: 8080 } }]),
    pod('cart', 'node-2', [{ name: 'cart', image: 'shop/cart:2.4', ports: { http: 8080 } }]),
    service({ name: 'cart', clusterIP: '10.96.40.12', targetPort: 'http' }),
  ],
  requests: [
    { title: 'frontend asks the cart', from: { pod: 'shop/frontend' }, to: 'http://10.96.40.12/' },
    { title: 'frontend calls the world', from: { pod: 'shop/frontend' }, to: 'tcp://203.0.113.80:443' },
  ],
  story: [
    {
      title: 'In the pod: ip route',
      text: 'Every packet is a few lines of text on a real machine. Select frontend, then node-1, and open its ip route: a pod has little more than a default route, so whatever is not next door goes to the node.',
      request: 0,
      step: { leg: 0, direction: 'request', hop: 0, type: 'ROUTE' },
      depth: 'hops',
    },
    {
      title: 'On the node: iptables-save -t nat',
      text: 'grep 10.96.40.12 finds the line of KUBE-SERVICES; its target is the chain to grep next. Follow them to KUBE-SEP-…, which ends with the DNAT that you see here.',
      request: 0,
      step: { leg: 0, direction: 'request', hop: 1, type: 'TRANSLATE' },
      holds: { proxyModes: ['iptables'] },
    },
    {
      title: 'ip route get',
      text: 'After the DNAT the node looks up the pod’s address, not the Service’s: ip route on node-1 has the line 10.244.2.0/24 via 192.0.2.12. If it is missing, the CNI’s daemon has not written it.',
      request: 0,
      step: { leg: 0, direction: 'request', hop: 1, type: 'ROUTE' },
      depth: 'hops',
      holds: { cnis: ['bridge', 'kubenet'], proxyModes: ['iptables', 'nftables', 'ebpf'] },
    },
    {
      title: 'conntrack -L',
      text: 'The reply is matched by no rule. The kernel finds its connection in the table of conntrack, and puts 10.96.40.12 back as the source.',
      request: 0,
      step: { leg: 0, direction: 'reply', hop: 2, type: 'TRANSLATE' },
      holds: { proxyModes: ['iptables', 'nftables'] },
    },
    {
      title: 'The last chain',
      text: 'What leaves the cluster ends in POSTROUTING: one rule gives it the node’s address. iptables-save -t nat lists it after the chains of Services.',
      request: 1,
      question: { ask: 'SOURCE_SEEN' },
      step: { leg: 0, direction: 'request', hop: 1, type: 'TRANSLATE' },
    },
  ],
};
