import { namespace, nodes, pod } from '../../src/lessons/objects/objects.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../src/scenario/document/document.ts';

/** The smallest lesson there can be: objects, a request, and a story of which one part stops at a step. */
export const TWO_NODES: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'Across two nodes',
  objects: [
    namespace(),
    ...nodes(2),
    pod('asker', 'node-1', [{ name: 'web', image: 'nginx:1.29', ports: { http: 80 } }]),
    pod('answerer', 'node-2', [{ name: 'web', image: 'nginx:1.29', ports: { http: 80 } }]),
  ],
  requests: [{ title: 'One pod asks another', from: { pod: 'shop/asker' }, to: 'http://10.244.2.2/' }],
  story: [
    { title: 'An address per pod', text: 'The packet carries the address of the other pod, and no other.', request: 0 },
    {
      title: 'The node is a router',
      text: 'node-1 looks into its routing table and sends the packet to node-2.',
      request: 0,
      step: { leg: 0, direction: 'request', hop: 1, type: 'ROUTE' },
    },
  ],
};
