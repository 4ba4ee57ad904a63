import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../scenario/document/document.ts';
import { UNENFORCED } from '../objects/networks.ts';
import { BY_INGRESS, CLOUD_REQUESTS, cloudBoard, INGRESS_HOST } from '../objects/cloud-board.ts';
import { gceIngress, ingress } from '../objects/entry-objects.ts';

// Google Cloud: GKE VPC-native clusters (alias IP ranges), LoadBalancer Services, GKE Ingress for Application Load Balancers, GKE Dataplane V2, "Control communication with network policies".
export const ON_GKE: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'On GKE',
  objects: [...cloudBoard(3), gceIngress(ingress({ name: 'shop', host: INGRESS_HOST, paths: { '/': 'web' } }))],
  overrides: { cloud: 'gke' },
  requests: [...CLOUD_REQUESTS, BY_INGRESS],
  story: [
    {
      title: 'A range for each node',
      text: 'In a VPC-native cluster each node has an alias range, from which its pods get addresses. The VPC has a route for it: no overlay, and no bridge either.',
      request: 0,
      holds: { cnis: ['gke', 'gke-dataplane-v2'] },
    },
    {
      title: 'localhost as everywhere',
      text: 'Inside a pod nothing differs from any other cluster.',
      request: 1,
    },
    {
      title: 'A load balancer that passes on',
      text: 'A passthrough Network Load Balancer leaves the packet as it is: it arrives at a node with the balancer’s address as its destination, and nodes have rules for that address.',
      request: 2,
    },
    {
      title: 'An Ingress is a proxy of Google’s',
      text: 'Of an Ingress GKE makes an Application Load Balancer: proxies outside of the cluster, which pick by host and path. They open a connection of their own to the Service’s NodePort, or with network endpoint groups to the pods themselves.',
      request: 4,
      holds: { cnis: ['gke', 'gke-dataplane-v2'] },
    },
    {
      title: 'Policies: with Dataplane V2, or switched on',
      text: 'closed selects vault and allows nothing. A cluster without Dataplane V2 enforces it only when it was made with network policies enabled; Cluster settings let you choose gke-dataplane-v2 and see the request dropped.',
      request: 3,
      question: { ask: 'ARRIVES' },
      holds: { cnis: UNENFORCED },
    },
  ],
};
