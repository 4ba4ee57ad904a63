import type { RawObject } from '../engine/objects.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../scenario/document/document.ts';
import { namespace, nodes, pod, service } from './objects/objects.ts';

const STATS: RawObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'stats', namespace: 'shop' },
  spec: { clusterIP: '10.96.40.16', selector: { app: 'stats' }, ports: [{ port: 8125, protocol: 'UDP' }] },
};
const statsd = { name: 'stats', image: 'shop/stats:1.0', ports: [{ containerPort: 8125, protocol: 'UDP' }] };

export const UNDER_ANOTHER_CNI: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'The same packet under another CNI',
  objects: [
    namespace(),
    ...nodes(2),
    pod('frontend', 'node-1', [{ name: 'web', image: 'nginx:1.29', ports: { http: 80 } }]),
    pod('catalog', 'node-1', [{ name: 'catalog', image: 'shop/catalog:1.9', ports: { http: 3000 } }]),
    pod('cart', 'node-2', [{ name: 'cart', image: 'shop/cart:2.4', ports: { http: 8080 } }]),
    pod('stats', 'node-2', [], { spec: { containers: [statsd] } }),
    service({ name: 'cart', clusterIP: '10.96.40.12', targetPort: 'http' }),
    service({ name: 'catalog', clusterIP: '10.96.40.14', targetPort: 'http' }),
    STATS,
  ],
  overrides: { cni: 'flannel' },
  requests: [
    { title: 'To the other node', from: { pod: 'shop/frontend' }, to: 'http://10.96.40.12/' },
    { title: 'On the same node', from: { pod: 'shop/frontend' }, to: 'http://10.96.40.14/' },
    { title: 'A datagram of 1500 bytes', from: { pod: 'shop/frontend' }, to: 'udp://10.96.40.16:8125', bytes: 1500 },
  ],
  story: [
    {
      title: 'The network between the nodes knows no pods',
      text: 'This cluster runs flannel. kube-proxy has chosen a pod on the other node; the route to that node’s pods leads into flannel.1, a device with no wire behind it.',
      request: 0,
      step: { leg: 0, direction: 'request', hop: 1, type: 'TRANSLATE' },
      holds: { cnis: ['flannel'], proxyModes: ['iptables', 'nftables'] },
    },
    {
      title: 'Wrapped',
      text: 'flannel.1 puts the whole frame into a UDP packet from node to node. Between the nodes nobody sees an address of a pod; compare the header before and after.',
      request: 0,
      question: { ask: 'DESTINATION' },
      step: { leg: 0, direction: 'request', hop: 1, type: 'TUNNEL' },
      holds: { cnis: ['flannel'] },
    },
    {
      title: 'Unwrapped',
      text: 'The kernel of node-2 takes it at UDP port 8472 and finds the frame again, unchanged. From here on it is the walk of any other cluster.',
      request: 0,
      step: { leg: 0, direction: 'request', hop: 2, type: 'TUNNEL' },
      holds: { cnis: ['flannel'] },
    },
    {
      title: 'On one node nothing is wrapped',
      text: 'catalog is on the same bridge as frontend. An overlay costs only what crosses between nodes.',
      request: 1,
      question: { ask: 'SOURCE_SEEN' },
      step: { leg: 0, direction: 'request', hop: 2, type: 'SOCKET' },
    },
    {
      title: 'Fifty bytes less',
      text: 'The outer headers need room, so the pods’ interfaces have an MTU of 1450. A datagram of 1500 bytes is cut in two before it leaves the pod; TCP would not even try, as both ends agree on smaller segments.',
      request: 2,
      step: { leg: 0, direction: 'request', hop: 0, type: 'MTU' },
      holds: { cnis: ['flannel'] },
    },
    {
      title: 'Now another one',
      text: 'Open “Cluster settings” on the canvas and choose another pod network, then send again: the same two pods, and routes, tunnels, or the addresses of a cloud’s network between them.',
      request: 0,
    },
  ],
};
