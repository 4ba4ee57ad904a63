import type { RawObject } from '../engine/objects.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../scenario/document/document.ts';
import { ENFORCED } from './objects/networks.ts';
import { deployment, namespace, nodes, pod, service } from './objects/objects.ts';

const NO_DNS: RawObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'only-api', namespace: 'shop' },
  spec: {
    podSelector: { matchLabels: { app: 'strict' } },
    policyTypes: ['Egress'],
    egress: [{ to: [{ podSelector: { matchLabels: { app: 'api' } } }] }],
  },
};

// Kubernetes: Debug Services; Network Policies; DNS for Services and Pods. The order is that of the questions one asks.
export const SIX_FAILURES: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'Six failures people report',
  objects: [
    namespace(),
    namespace('billing'),
    ...nodes(2),
    pod('client', 'node-1', [{ name: 'client', image: 'shop/client:1.0', ports: { admin: 9000 } }]),
    pod('strict', 'node-1', [{ name: 'strict', image: 'shop/strict:1.0' }]),
    deployment({ name: 'api', replicas: 2, container: { name: 'api', image: 'shop/api:3.1', ports: { http: 8080 } } }),
    pod('invoice', 'node-2', [{ name: 'invoice', image: 'shop/invoice:1.0', ports: { http: 8080 } }], {
      namespace: 'billing',
    }),
    service({ name: 'api', clusterIP: '10.96.40.21', targetPort: 'http' }),
    service({ name: 'api-typo', clusterIP: '10.96.40.22', selects: 'apis', targetPort: 'http' }),
    service({ name: 'api-port', clusterIP: '10.96.40.23', selects: 'api', targetPort: 'web' }),
    service({ name: 'invoice', namespace: 'billing', clusterIP: '10.96.40.24', targetPort: 'http' }),
    NO_DNS,
  ],
  requests: [
    { title: 'The wrong name', from: { pod: 'shop/client' }, to: 'http://invoice/' },
    { title: 'The selector', from: { pod: 'shop/client' }, to: 'http://api-typo/' },
    { title: 'The targetPort', from: { pod: 'shop/client' }, to: 'http://api-port/' },
    { title: 'The port', from: { pod: 'shop/client' }, to: 'http://10.96.40.21:8080/' },
    { title: 'The policy', from: { pod: 'shop/strict' }, to: 'http://api/' },
    { title: 'localhost', from: { pod: 'shop/client' }, to: 'http://localhost:8080/' },
    { title: 'All is well', from: { pod: 'shop/client' }, to: 'http://api/' },
  ],
  story: [
    {
      title: 'Does the name resolve?',
      text: 'invoice is in the namespace billing, and client in shop: the short name is looked for in shop, and not found. From here it is invoice.billing.',
      request: 0,
    },
    {
      title: 'Has the Service endpoints?',
      text: 'api-typo selects app=apis, and no pod has that label. The connection ends on the client’s own node; kubectl get endpointslices shows an empty list.',
      request: 1,
      question: { ask: 'WHERE_LOST' },
    },
    {
      title: 'Does the targetPort exist?',
      text: 'The selector of api-port finds both pods, and the list of endpoints has both addresses. Its targetPort is the name web, and their port is called http, so the list has no port to send to: kubectl get endpointslices shows PORTS <unset>.',
      request: 2,
    },
    {
      title: 'Is it the port of the Service?',
      text: 'The Service api has port 80. Its pods listen on 8080, but nothing leads from the clusterIP’s port 8080 to them.',
      request: 3,
    },
    {
      title: 'Does a policy forbid it?',
      text: 'only-api lets strict send to api, and to nobody else: not to the cluster DNS either. So the name fails, although the address would work.',
      request: 4,
      question: { ask: 'WHERE_LOST' },
      holds: { cnis: ENFORCED },
    },
    {
      title: 'Whose localhost?',
      text: 'localhost is the pod that asks. client has nothing on 8080, whatever listens in other pods, or on the laptop where it worked.',
      request: 5,
    },
    {
      title: 'And when all is well',
      text: 'The same client, the right name and port. Compare walks shows where a walk that fails and one that does not part.',
      request: 6,
    },
  ],
};
