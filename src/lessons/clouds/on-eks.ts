import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../scenario/document/document.ts';
import { UNENFORCED } from '../objects/networks.ts';
import { CLOUD_REQUESTS, cloudBoard } from '../objects/cloud-board.ts';

// AWS: VPC CNI ("How it works"), AWS Load Balancer Controller ("Network Load Balancer"), EKS ("Limit Pod traffic with Kubernetes network policies").
export const ON_EKS: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'On EKS',
  objects: cloudBoard(2),
  overrides: { cloud: 'eks' },
  requests: CLOUD_REQUESTS,
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
      title: 'A load balancer that connects anew',
      text: 'A Service of type LoadBalancer gets a Network Load Balancer. It has a name, not an address, in the status, and opens connections to its targets, so nodes have no rule for its address.',
      request: 2,
    },
    {
      title: 'Policies are off until switched on',
      text: 'closed selects vault and allows nothing, and client still gets its answer: the VPC CNI enforces policies only with enableNetworkPolicy. Cluster settings name the switch.',
      request: 3,
      holds: { cnis: UNENFORCED },
    },
  ],
};
