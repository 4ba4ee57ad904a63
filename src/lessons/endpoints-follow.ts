import { EMPTY_DOCUMENT, type ScenarioDocument } from '../scenario/document/document.ts';
import { deployment, namespace, nodes, pod, service } from './objects/objects.ts';

const CART = { kind: 'Deployment', namespace: 'shop', name: 'cart' };

// Kubernetes: EndpointSlices, Pod lifecycle ("Pod readiness"), Virtual IPs and Service Proxies.
export const ENDPOINTS_FOLLOW: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'Endpoints follow pods',
  objects: [
    namespace(),
    ...nodes(2),
    pod('frontend', 'node-1', [{ name: 'web', image: 'nginx:1.29', ports: { http: 80 } }]),
    deployment({
      name: 'cart',
      replicas: 1,
      container: { name: 'cart', image: 'shop/cart:2.4', ports: { http: 8080 } },
    }),
    service({ name: 'cart', clusterIP: '10.96.40.12', targetPort: 'http' }),
  ],
  requests: [{ title: 'frontend asks the cart', from: { pod: 'shop/frontend' }, to: 'http://10.96.40.12/' }],
  story: [
    {
      title: 'One pod, one endpoint',
      text: 'The Service selects pods with app=cart. A controller lists the address of each that is ready in an EndpointSlice, and kube-proxy on every node makes rules of that.',
      request: 0,
    },
    {
      title: 'More pods, more endpoints',
      text: 'The Deployment is scaled to three. Nobody touches the Service: when a pod is ready its address is added, and a moment later each node sends connections there.',
      request: 0,
      timeline: { changes: [{ at: 1500, change: { type: 'scale', workload: CART, replicas: 3 } }] },
    },
    {
      title: 'A node that goes',
      text: 'node-2 is drained: its pods are evicted, others start on node-1, and the list follows. What is sent in the gap meets rules that are old.',
      request: 0,
      timeline: { changes: [{ at: 1500, change: { type: 'drain', node: 'node-2' } }] },
    },
    {
      title: 'None left',
      text: 'Scaled to nothing the Service keeps its name and clusterIP, and has no endpoint: clients are refused at once, rather than left to wait.',
      request: 0,
      timeline: { changes: [{ at: 1500, change: { type: 'scale', workload: CART, replicas: 0 } }] },
    },
  ],
};
