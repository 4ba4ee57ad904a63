import type { RawObject } from '../engine/objects.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../scenario/document/document.ts';
import { BRIDGED, MASQUERADING, OF_POD_CIDRS } from './objects/networks.ts';
import { namespace, nodes, pod, PUBLIC, service } from './objects/objects.ts';

/** The Service with a policy for traffic from outside. */
function local(object: RawObject): RawObject {
  const spec = object['spec'] as Readonly<Record<string, unknown>>;
  return { ...object, spec: { ...spec, externalTrafficPolicy: 'Local' } };
}

const CART = { selects: 'cart', targetPort: 'http', type: 'NodePort' } as const;

export const WHOSE_ADDRESS: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'Whose address arrives',
  objects: [
    namespace(),
    ...nodes(2, [], PUBLIC),
    pod('frontend', 'node-1', [{ name: 'web', image: 'nginx:1.29', ports: { http: 80 } }]),
    pod('cart', 'node-2', [{ name: 'cart', image: 'shop/cart:2.4', ports: { http: 8080 } }]),
    service({ ...CART, name: 'cart', clusterIP: '10.96.12.40', nodePort: 30080 }),
    local(service({ ...CART, name: 'cart-local', clusterIP: '10.96.12.41', nodePort: 30081 })),
  ],
  requests: [
    { title: 'A pod calls a Service', from: { pod: 'shop/frontend' }, to: 'http://10.96.12.40/' },
    { title: 'A pod calls the world outside', from: { pod: 'shop/frontend' }, to: 'tcp://203.0.113.80:443' },
    { title: 'A client outside calls a node', from: { internet: true }, to: 'http://192.0.2.11:30080/' },
    { title: 'The same with policy Local', from: { internet: true }, to: 'http://192.0.2.12:30081/' },
    { title: 'A pod calls its own Service', from: { pod: 'shop/cart' }, to: 'http://10.96.12.40/' },
  ],
  story: [
    {
      title: 'A Service changes the destination only',
      text: 'The node rewrites 10.96.12.40 to the address of cart. The source stays 10.244.1.2: cart sees the pod that called, and its answer finds the way back by itself.',
      request: 0,
      step: { leg: 0, direction: 'request', hop: 3, type: 'SOCKET' },
      holds: { cnis: OF_POD_CIDRS },
    },
    {
      title: 'Out of the cluster under the node’s name',
      text: 'Nobody outside has a route to 10.244.1.2. On its way out the packet gets the address of node-1, and the node notes whose it was. Nodes are public here; a private address is translated once more, at the edge of its network.',
      request: 1,
      step: { leg: 0, direction: 'request', hop: 1, type: 'TRANSLATE' },
      holds: { cnis: MASQUERADING },
    },
    {
      title: 'And back',
      text: 'The answer is for 192.0.2.11. Connection tracking on node-1 knows the connection and puts 10.244.1.2 back before the route is chosen. No rule is asked for this.',
      request: 1,
      step: { leg: 0, direction: 'reply', hop: 2, type: 'TRANSLATE' },
      holds: { cnis: MASQUERADING },
    },
    {
      title: 'Through a node without the pod',
      text: 'node-1 passes the connection on to node-2. Had it kept 198.51.100.10 as the source, cart would answer the client directly, from an address the client never called. So node-1 puts its own there, and cart cannot tell who called.',
      request: 2,
      question: { ask: 'SOURCE_SEEN' },
      step: { leg: 0, direction: 'request', hop: 2, type: 'TRANSLATE', nth: 1 },
      holds: { proxyModes: ['iptables', 'nftables', 'ipvs'], open: true },
    },
    {
      title: 'externalTrafficPolicy: Local',
      text: 'Only endpoints of the node that was asked: the answer comes through here anyway, so the client’s address may stay. The price is that node-1 drops what comes for 30081, as it has no such pod.',
      request: 3,
      question: { ask: 'SOURCE_SEEN' },
      step: { leg: 0, direction: 'request', hop: 3, type: 'SOCKET' },
      holds: { open: true },
    },
    {
      title: 'To itself and back',
      text: 'cart calls its Service and is chosen itself. With its own address as the source the answer would never leave the pod, so the node puts the address of its bridge there: 10.244.2.1.',
      request: 4,
      question: { ask: 'SOURCE_SEEN' },
      step: { leg: 0, direction: 'request', hop: 1, type: 'TRANSLATE', nth: 1 },
      holds: { proxyModes: ['iptables', 'nftables', 'ipvs'], cnis: BRIDGED },
    },
  ],
};
