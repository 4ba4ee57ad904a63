import { EMPTY_DOCUMENT, type ScenarioDocument } from '../scenario/document/document.ts';
import { BRIDGED, OF_POD_CIDRS } from './objects/networks.ts';
import { namespace, nodes, pod } from './objects/objects.ts';

/** Addresses the pods get from the podCIDR of their node; status tells them, so that requests can name them. */
function at(ip: string, object: ReturnType<typeof pod>): ReturnType<typeof pod> {
  return { ...object, status: { podIP: ip, podIPs: [{ ip }] } };
}

export const POD_TO_POD: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'Pod to pod',
  objects: [
    namespace(),
    ...nodes(3),
    at('10.244.1.2', pod('frontend', 'node-1', [{ name: 'web', image: 'nginx:1.29', ports: { http: 80 } }])),
    at('10.244.1.3', pod('cart', 'node-1', [{ name: 'cart', image: 'shop/cart:2.4', ports: { http: 8080 } }])),
    at('10.244.2.2', pod('orders', 'node-2', [{ name: 'orders', image: 'shop/orders:1.7', ports: { http: 8080 } }])),
    at('10.244.3.2', pod('stock', 'node-3', [{ name: 'stock', image: 'shop/stock:0.9', ports: { grpc: 50051 } }])),
  ],
  requests: [
    { title: 'To a pod on the same node', from: { pod: 'shop/frontend' }, to: 'http://10.244.1.3:8080/' },
    { title: 'To a pod on another node', from: { pod: 'shop/frontend' }, to: 'http://10.244.2.2:8080/' },
    { title: 'From node-2 to node-3', from: { pod: 'shop/orders' }, to: 'tcp://10.244.3.2:50051' },
    { title: 'A port nobody listens on', from: { pod: 'shop/frontend' }, to: 'http://10.244.2.2:9090/' },
    { title: 'Ping', from: { pod: 'shop/stock' }, to: 'icmp://10.244.1.2' },
  ],
  story: [
    {
      title: 'Neighbors on one bridge',
      text: 'frontend and cart are on node-1. The packet leaves eth0, comes out of the other end of the veth pair, and the bridge passes it on to the veth of cart.',
      request: 0,
      holds: { cnis: BRIDGED },
    },
    {
      title: 'Out of the pod',
      text: 'orders is on node-2, outside 10.244.1.0/24. The pod’s only other route is the default route, so the frame goes to the gateway: the bridge’s own address on node-1.',
      request: 1,
      step: { leg: 0, direction: 'request', hop: 0, type: 'ROUTE' },
      depth: 'hops',
      holds: { cnis: BRIDGED },
    },
    {
      title: 'A route for each podCIDR',
      text: 'node-1 has the route 10.244.2.0/24 via 192.168.0.12, and forwards the packet to node-2. There 10.244.2.0/24 is the network of the bridge itself.',
      request: 1,
      step: { leg: 0, direction: 'request', hop: 1, type: 'ROUTE' },
      depth: 'hops',
      holds: { cnis: ['bridge', 'kubenet'] },
    },
    {
      title: 'No NAT between pods',
      text: 'Compare the header at the first and at the last hop: addresses and ports are equal. A pod is reached at the address it knows itself by, which is what Kubernetes asks of every network.',
      request: 1,
      question: { ask: 'SOURCE_SEEN' },
      step: { leg: 0, direction: 'request', hop: 3, type: 'SOCKET' },
    },
    {
      title: 'The address says the node',
      text: 'Pods never move. Drag orders to node-3: a new pod takes its place, with an address from 10.244.3.0/24, and the old address leads nowhere. That is why clients use Services instead of pod addresses.',
      request: 1,
      holds: { cnis: OF_POD_CIDRS },
    },
  ],
};
