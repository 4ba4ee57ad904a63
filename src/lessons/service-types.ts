import { EMPTY_DOCUMENT, type ScenarioDocument } from '../scenario/document/document.ts';
import { ingress } from './objects/entry-objects.ts';
import { deployment, namespace, nodes, pod, PUBLIC, service } from './objects/objects.ts';

const WEB = { selects: 'web', targetPort: 'http' };

export const SERVICE_TYPES: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'Four ways into one application',
  objects: [
    namespace(),
    ...nodes(3, [], PUBLIC),
    deployment({
      name: 'web',
      replicas: 3,
      container: { name: 'web', image: 'shop/web:5.1', ports: { http: 3000 } },
    }),
    pod('batch', 'node-1', [{ name: 'batch', image: 'shop/batch:1.2' }]),
    service({ ...WEB, name: 'web', clusterIP: '10.96.12.80' }),
    service({ ...WEB, name: 'web-nodeport', type: 'NodePort', clusterIP: '10.96.12.81', nodePort: 30080 }),
    service({
      ...WEB,
      name: 'web-public',
      type: 'LoadBalancer',
      clusterIP: '10.96.12.82',
      nodePort: 30081,
    }),
    ingress({ name: 'web', host: 'shop.example.com', paths: { '/': 'web' } }),
  ],
  requests: [
    { title: 'ClusterIP: from inside', from: { pod: 'shop/batch' }, to: 'http://web/' },
    { title: 'NodePort: through any node', from: { internet: true }, to: 'http://192.0.2.12:30080/' },
    { title: 'LoadBalancer: through its own address', from: { internet: true }, to: 'http://203.0.113.129/' },
    {
      title: 'Ingress: by host name',
      from: { internet: true },
      to: 'http://shop.example.com/',
      via: 'ingress/shop/web',
    },
  ],
  story: [
    {
      title: 'ClusterIP',
      text: 'An address that only means something inside the cluster. Every node rewrites it to one of three pods, wherever the client is.',
      request: 0,
      step: { leg: 1, direction: 'request', hop: 1, type: 'TRANSLATE' },
      holds: { proxyModes: ['iptables', 'nftables'] },
    },
    {
      title: 'NodePort',
      text: 'The same port, 30080, on every node. The node that is asked picks a pod, often on another node, and masquerades the packet so that the reply returns through it: the pod does not see the client’s address.',
      request: 1,
      question: { ask: 'SOURCE_SEEN' },
      step: { leg: 0, direction: 'request', hop: 2, type: 'TRANSLATE', nth: 1 },
      holds: { proxyModes: ['iptables', 'nftables', 'ipvs'], open: true },
    },
    {
      title: 'LoadBalancer',
      text: 'A stable address in front of the nodes: each connection goes to one of them. Where packets pass through unchanged, nodes have rules for that address, and a pod that asks for it is answered inside the cluster. Where the load balancer connects anew (AWS), they have none, and the pod’s request goes out to it.',
      request: 2,
      step: { leg: 0, direction: 'request', hop: 1, type: 'ROUTE' },
      depth: 'hops',
    },
    {
      title: 'Ingress',
      text: 'One address for many hosts and paths, and HTTP understood on the way. It is not a type of Service: a controller reads it, and connects to the pods itself.',
      request: 3,
      question: { ask: 'SOURCE_SEEN' },
      step: { leg: 1, direction: 'request', hop: 0, type: 'SOCKET' },
    },
    {
      title: 'Each contains the one before',
      text: 'A LoadBalancer Service has a node port, and a NodePort Service has a clusterIP. Select a node and open iptables-save: each address and port is one more entrance to a chain of endpoints.',
    },
  ],
};
