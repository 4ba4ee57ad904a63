import type { RawObject } from '../../engine/objects.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../scenario/document/document.ts';
import { UNENFORCED } from '../objects/networks.ts';
import { BY_INGRESS, CLOUD_REQUESTS, cloudBoard, INGRESS_HOST } from '../objects/cloud-board.ts';
import { albIngress, ingress } from '../objects/entry-objects.ts';
import { withSpec } from '../objects/objects.ts';

/** A Service of which the AWS Load Balancer Controller makes a Network Load Balancer that the internet can reach. */
const nlb = (service: RawObject): RawObject => ({
  ...withSpec(service, { loadBalancerClass: 'service.k8s.aws/nlb' }),
  metadata: {
    ...service.metadata,
    annotations: { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing' },
  },
});

// AWS: VPC CNI ("How it works"), AWS Load Balancer Controller ("Network Load Balancer", "Ingress annotations"), EKS ("Limit Pod traffic with Kubernetes network policies").
export const ON_EKS: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'On EKS',
  objects: [
    ...cloudBoard(2).map((object) =>
      object.metadata.name === 'web' && object.kind === 'Service' ? nlb(object) : object,
    ),
    albIngress(ingress({ name: 'shop', host: INGRESS_HOST, paths: { '/': 'web' } }), 'ip'),
  ],
  overrides: { cloud: 'eks' },
  requests: [...CLOUD_REQUESTS, BY_INGRESS],
  story: [
    {
      title: 'Pods in the subnet',
      text: 'The VPC CNI gives pods addresses of the nodes’ own subnet, from network interfaces of the node. There is no podCIDR and no overlay: the VPC itself knows the way to a pod.',
      request: 0,
      holds: { cnis: ['aws-vpc', 'azure'] },
    },
    {
      title: 'localhost as everywhere',
      text: 'Inside a pod nothing differs: containers share the network namespace, whoever gave it its address.',
      request: 1,
    },
    {
      title: 'A load balancer to NodePorts',
      text: 'The Service’s loadBalancerClass is that of the AWS Load Balancer Controller, which makes a Network Load Balancer of it: a name, not an address, in the status. It is internet-facing by annotation, sends to the NodePort of an instance and keeps the client’s address; the node then puts its own in its place, as externalTrafficPolicy is Cluster.',
      request: 2,
    },
    {
      title: 'An Ingress is another load balancer',
      text: 'Of an Ingress of class alb the same controller makes an Application Load Balancer. It ends the connection, picks by host and path, and with target-type ip opens another one straight to a pod, whose address the VPC knows: no node translates, and the pod sees an address of the balancer.',
      request: 4,
      holds: { cnis: ['aws-vpc'] },
    },
    {
      title: 'Policies are off until switched on',
      text: 'closed selects vault and allows nothing, and client still gets its answer: the VPC CNI enforces policies only with enableNetworkPolicy. Cluster settings name the switch.',
      request: 3,
      question: { ask: 'ARRIVES' },
      holds: { cnis: UNENFORCED },
    },
  ],
};
