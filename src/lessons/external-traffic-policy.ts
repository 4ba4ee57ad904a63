import { EMPTY_DOCUMENT, type ScenarioDocument } from '../scenario/document/document.ts';
import { namespace, nodes, pod, PUBLIC, service, withSpec } from './objects/objects.ts';

const WEB = { selects: 'web', targetPort: 'http' };

// Kubernetes: Virtual IPs and Service Proxies ("Traffic policies"), Create an External Load Balancer ("Preserving the client source IP").
export const EXTERNAL_TRAFFIC_POLICY: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'externalTrafficPolicy',
  objects: [
    namespace(),
    ...nodes(3, [], PUBLIC),
    pod('web', 'node-1', [{ name: 'web', image: 'shop/web:5.1', ports: { http: 3000 } }]),
    pod('batch', 'node-3', [{ name: 'batch', image: 'shop/batch:1.2' }]),
    service({ ...WEB, name: 'web', type: 'NodePort', clusterIP: '10.96.12.81', nodePort: 30080 }),
    withSpec(service({ ...WEB, name: 'web-local', type: 'LoadBalancer', clusterIP: '10.96.12.82', nodePort: 30081 }), {
      externalTrafficPolicy: 'Local',
      healthCheckNodePort: 31000,
    }),
    withSpec(service({ ...WEB, name: 'web-near', clusterIP: '10.96.12.83' }), { internalTrafficPolicy: 'Local' }),
  ],
  requests: [
    { title: 'Cluster, through node-3', from: { internet: true }, to: 'http://192.0.2.13:30080/' },
    { title: 'Local, through node-1', from: { internet: true }, to: 'http://192.0.2.11:30081/' },
    { title: 'Local, through node-3', from: { internet: true }, to: 'http://192.0.2.13:30081/' },
    { title: 'Local, from a pod of node-3', from: { pod: 'shop/batch' }, to: 'http://10.96.12.82/' },
    { title: 'internalTrafficPolicy Local', from: { pod: 'shop/batch' }, to: 'http://10.96.12.83/' },
  ],
  story: [
    {
      title: 'Cluster: every node answers',
      text: 'web runs on node-1 alone, and node-3 takes the connection all the same. It sends it on, and puts its own address in the place of the client’s, so that the answer comes back through it.',
      request: 0,
      holds: { open: true },
    },
    {
      title: 'Local: the client’s address stays',
      text: 'With Local a node sends only to pods of its own, and rewrites no source. On node-1 web sees who called: what an access list or a log needs.',
      request: 1,
      question: { ask: 'SOURCE_SEEN' },
      holds: { open: true },
    },
    {
      title: 'Local: no pod, no answer',
      text: 'node-3 has no pod of web. It does not send the connection on, which would lose the address; it drops it.',
      request: 2,
      question: { ask: 'ARRIVES' },
      holds: { proxyModes: ['iptables', 'nftables', 'ebpf'], open: true },
    },
    {
      title: 'Inside nothing changes',
      text: 'The policy is about what comes from outside. A pod of node-3 that calls the clusterIP of the same Service is sent to node-1.',
      request: 3,
    },
    {
      title: 'internalTrafficPolicy is the other one',
      text: 'For what comes from inside there is internalTrafficPolicy: web-near has Local there, and batch, which shares its node with no pod of web, gets no answer.',
      request: 4,
    },
    {
      title: 'Who knows which node has pods',
      text: 'A load balancer learns it from the healthCheckNodePort, 31000 here: on it each node says how many pods of the Service it has, and one with none gets no connections. Shares then go by node, not by pod.',
    },
  ],
};
