import { EMPTY_DOCUMENT, type ScenarioDocument } from '../scenario/document/document.ts';
import { deployment, namespace, nodes, pod, service } from './objects/objects.ts';

// Kubernetes: Virtual IPs and Service Proxies.
export const KUBE_PROXY: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'What kube-proxy does',
  objects: [
    namespace(),
    ...nodes(2),
    pod('frontend', 'node-1', [{ name: 'web', image: 'nginx:1.29', ports: { http: 80 } }]),
    deployment({
      name: 'cart',
      replicas: 2,
      container: { name: 'cart', image: 'shop/cart:2.4', ports: { http: 8080 } },
    }),
    service({ name: 'cart', clusterIP: '10.96.40.12', targetPort: 'http' }),
    service({ name: 'wishes', clusterIP: '10.96.40.19', targetPort: 'http' }),
  ],
  requests: [
    { title: 'frontend asks the cart', from: { pod: 'shop/frontend' }, to: 'http://10.96.40.12/' },
    { title: 'A process on node-2 asks the cart', from: { node: 'node-2' }, to: 'http://10.96.40.12/' },
    { title: 'frontend asks for wishes', from: { pod: 'shop/frontend' }, to: 'http://10.96.40.19/' },
  ],
  story: [
    {
      title: 'It writes, and carries nothing',
      text: 'kube-proxy watches Services and EndpointSlices and writes what it learns into the kernel of its node. No packet ever passes the process kube-proxy: the kernel carries them, also while kube-proxy restarts.',
      request: 0,
    },
    {
      title: 'A chain for each Service, one for each endpoint',
      text: 'This node does it with iptables: KUBE-SERVICES finds the clusterIP and port, the chain of the Service picks an endpoint by probability, the chain of that endpoint translates. Select node-1 and open iptables-save to read them.',
      request: 0,
      step: { leg: 0, direction: 'request', hop: 1, type: 'TRANSLATE' },
      holds: { proxyModes: ['iptables'] },
    },
    {
      title: 'The same on every node',
      text: 'node-2 has the same rules, although nobody told it that frontend is elsewhere. Each node decides for what its own pods and processes send; there is no node that all connections go through.',
      request: 1,
      question: { ask: 'ANSWERED_BY' },
    },
    {
      title: 'A Service without endpoints',
      text: 'wishes selects no pod. Here kube-proxy writes a rule that rejects, so the client hears at once that nobody is there, on its own node.',
      request: 2,
      question: { ask: 'WHERE_LOST' },
      step: { leg: 0, direction: 'request', hop: 1, type: 'RULE', action: 'REJECT' },
      holds: { proxyModes: ['iptables', 'nftables'] },
    },
    {
      title: 'Other ways to do the job',
      text: 'Open “Cluster settings” on the board and choose another: nftables looks addresses up in maps, IPVS keeps a table of virtual servers and puts every clusterIP on kube-ipvs0, and eBPF of the CNI takes the place of kube-proxy altogether. The answers stay the same; Compare walks shows what differs.',
      request: 0,
    },
  ],
};
