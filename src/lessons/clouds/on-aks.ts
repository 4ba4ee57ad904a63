import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../scenario/document/document.ts';
import { UNENFORCED } from '../objects/networks.ts';
import { CLOUD_REQUESTS, cloudBoard } from '../objects/cloud-board.ts';
import { pod } from '../objects/objects.ts';

// Azure: AKS networking concepts (Azure CNI Overlay), "Use a public standard load balancer in AKS" (floating IP), "Secure traffic between pods by using network policies".
export const ON_AKS: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'On AKS',
  objects: cloudBoard(2, [pod('worker', 'node-1', [{ name: 'worker', image: 'shop/worker:1.0' }])]),
  overrides: { cloud: 'aks' },
  requests: CLOUD_REQUESTS,
  story: [
    {
      title: 'An overlay without a tunnel',
      text: 'Azure CNI Overlay, the default, gives pods addresses of a range that the virtual network does not know; Azure’s own routing carries them between nodes.',
      request: 0,
      holds: { cnis: ['azure-overlay'] },
    },
    {
      title: 'localhost as everywhere',
      text: 'Inside a pod nothing differs from any other cluster.',
      request: 1,
    },
    {
      title: 'Floating IP',
      text: 'The Azure load balancer has floating IP switched on for Services: packets arrive at a node with the balancer’s address, and rules for that address lead on to a pod.',
      request: 2,
    },
    {
      title: 'Policies are chosen when the cluster is made',
      text: 'closed selects vault and allows nothing. Without --network-policy nobody enforces it, and client gets its answer.',
      request: 3,
      question: { ask: 'ARRIVES' },
      holds: { cnis: UNENFORCED },
    },
  ],
};
