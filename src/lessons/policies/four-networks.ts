import type { RawObject } from '../../engine/objects.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../scenario/document/document.ts';
import { UNNAMED_CNI } from '../../scenario/story-terms.ts';
import { ENFORCED } from '../objects/networks.ts';
import { namespace, nodes, pod, PUBLIC, service, withSpec } from '../objects/objects.ts';

/** Calico's, whichever way packets go between nodes. */
const CALICO = ['calico', 'calico-ipip', 'calico-vxlan'];

/** Policies are enforced, and what a node sends to pods of others has its own address, not one of a tunnel. */
const BY_NODE = [UNNAMED_CNI, 'kindnet', 'calico', 'cilium-native', 'gke-dataplane-v2'];

function policy(name: string, from: readonly object[]): RawObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: 'shop' },
    spec: { podSelector: { matchLabels: { app: name } }, ingress: [{ from }] },
  };
}

const agent = (name: string, node: string): RawObject => ({
  ...pod(name, node, [{ name: 'agent', image: 'shop/agent:1.0' }], { spec: { hostNetwork: true } }),
  metadata: { name, namespace: 'shop', labels: { app: 'agent' } },
});

// Kubernetes: Network Policies (“ipBlock”, hostNetwork pods, “What you can't do”). Cilium: policy language, “CIDR based”; Calico: “Host
// endpoints” and felix's rules; Amazon EKS: “Limit Pod traffic with Kubernetes network policies”; flannel: README.
export const FOUR_NETWORKS: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'One policy, four networks',
  objects: [
    namespace(),
    ...nodes(2, [], PUBLIC),
    pod('web', 'node-1', [{ name: 'web', image: 'nginx:1.29', ports: { http: 80 } }]),
    pod('db', 'node-2', [{ name: 'db', image: 'postgres:18', ports: { sql: 5432 } }]),
    agent('scout', 'node-1'),
    agent('agent', 'node-2'),
    service({ name: 'web', type: 'NodePort', clusterIP: '10.96.40.41', targetPort: 'http', nodePort: 30080 }),
    withSpec(service({ name: 'db', clusterIP: '10.96.40.42', targetPort: 'sql' }), {
      ports: [{ name: 'sql', port: 5432, targetPort: 'sql' }],
    }),
    policy('db', [{ ipBlock: { cidr: '10.244.0.0/16' } }, { podSelector: { matchLabels: { app: 'agent' } } }]),
    policy('web', [{ ipBlock: { cidr: '198.51.100.0/24' } }]),
  ],
  overrides: { cni: 'calico' },
  requests: [
    { title: 'web asks db', from: { pod: 'shop/web' }, to: 'tcp://10.96.40.42:5432' },
    { title: 'agent, on the node of db', from: { pod: 'shop/agent' }, to: 'tcp://10.96.40.42:5432' },
    { title: 'scout, on the other node', from: { pod: 'shop/scout' }, to: 'tcp://10.96.40.42:5432' },
    { title: 'The Internet, by the node of web', from: { internet: true }, to: 'http://192.0.2.11:30080/' },
    { title: 'The Internet, by the other node', from: { internet: true }, to: 'http://192.0.2.12:30080/' },
  ],
  story: [
    {
      title: 'A range of addresses',
      text: 'db is open to 10.244.0.0/16, the pods’ range. This cluster runs Calico, which compares the source address of each packet: that of web is in the range. Cilium never compares a pod’s address, as it knows pods by their labels; there the same policy keeps web out.',
      request: 0,
      holds: { cnis: CALICO },
    },
    {
      title: 'One’s own node gets in',
      text: 'agent runs on the network of node-2, where db is. No policy keeps a node from its own pods, or the kubelet could not ask whether they are healthy.',
      request: 1,
    },
    {
      title: 'A label that does not help',
      text: 'scout has the very label that the policy allows. But it runs on its node’s network, its packets have the address of node-1, and a podSelector speaks only of pods with an address of their own.',
      request: 2,
      question: { ask: 'ARRIVES' },
      holds: { cnis: BY_NODE },
    },
    {
      title: 'A client from outside',
      text: 'web is open to 198.51.100.0/24, where the client is. It comes to the node that web is on. The policy is asked before the node puts its own address in place of the client’s, so it still sees who asks.',
      request: 3,
      holds: { cnis: CALICO },
    },
    {
      title: 'The same client by another door',
      text: 'node-2 has to send the packet on, and hides the client behind its own address first. At the node of web nobody knows the client any more: the policy that lets it in keeps it out.',
      request: 4,
      question: { ask: 'ARRIVES' },
      holds: { cnis: ENFORCED },
    },
    {
      title: 'Four networks at once',
      text: 'Open “Compare walks” (key C), choose “Four networks”, and walk all five requests. Calico and Cilium differ over the range; Flannel enforces no policy at all; the AWS VPC CNI none until it is switched on. The API server takes the policies in every one of them, without a word.',
      request: 0,
      holds: { cnis: CALICO },
    },
  ],
};
