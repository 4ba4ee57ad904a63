import type { RawObject } from '../../engine/objects.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../scenario/document/document.ts';
import { ENFORCED, MASQUERADING } from '../objects/networks.ts';
import { namespace, nodes, pod, PUBLIC } from '../objects/objects.ts';

const NO_METADATA: RawObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'no-metadata', namespace: 'shop' },
  spec: {
    podSelector: { matchLabels: { app: 'guest' } },
    policyTypes: ['Egress'],
    egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } }] }],
  },
};

// Kubernetes: IP Masquerade Agent User Guide, Network Policies ("ipBlock"); the metadata services of AWS, Google Cloud and Azure.
export const WAY_OUT: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'The way out',
  objects: [
    namespace(),
    ...nodes(2, [], PUBLIC),
    pod('worker', 'node-1', [{ name: 'worker', image: 'shop/worker:1.0' }]),
    pod('guest', 'node-1', [{ name: 'guest', image: 'shop/guest:1.0' }]),
    pod('peer', 'node-2', [{ name: 'peer', image: 'shop/peer:1.0', ports: { http: 8080 } }]),
    pod('agent', 'node-2', [{ name: 'agent', image: 'shop/agent:1.0' }], { spec: { hostNetwork: true } }),
    NO_METADATA,
  ],
  requests: [
    { title: 'worker calls the world', from: { pod: 'shop/worker' }, to: 'tcp://203.0.113.80:443' },
    { title: 'agent calls the world', from: { pod: 'shop/agent' }, to: 'tcp://203.0.113.80:443' },
    { title: 'guest calls the world', from: { pod: 'shop/guest' }, to: 'tcp://203.0.113.80:443' },
    { title: 'guest asks for the node’s credentials', from: { pod: 'shop/guest' }, to: 'http://169.254.169.254/' },
  ],
  story: [
    {
      title: 'Out, under the node’s name',
      text: 'worker calls 203.0.113.80. The network outside has no way to a pod’s address, so the node puts its own there and remembers whose connection it is.',
      request: 0,
      holds: { cnis: MASQUERADING },
    },
    {
      title: 'A pod that is the node',
      text: 'agent has hostNetwork. Its packets have the address of node-2 to begin with, and nothing has to be changed.',
      request: 1,
      question: { ask: 'SOURCE_SEEN' },
    },
    {
      title: 'A policy for the way out',
      text: 'no-metadata lets guest send to every address but one. The world outside is not that one.',
      request: 2,
    },
    {
      title: 'The address of the metadata service',
      text: 'At 169.254.169.254 a cloud tells a machine who it is, and hands out credentials of the node. Pods use the node’s way there, unless somebody closes it: the policy’s except does.',
      request: 3,
      question: { ask: 'ARRIVES' },
      holds: { cnis: ENFORCED },
    },
  ],
};
