import { kindsOf, objectKey } from '../../engine/objects.ts';
import { createEngine } from '../../engine/engine.ts';
import type { BoardSketch } from '../../features/gallery/Schematic.tsx';
import type { ScenarioDocument } from '../../scenario/document/document.ts';

const ENTRIES = ['Ingress', 'Gateway', 'Route'] as const;

/** The outline of a scenario's board, from the cluster its controllers make. */
export function sketchBoard({ objects, interventions, overrides }: ScenarioDocument): BoardSketch {
  const cluster = createEngine().buildCluster({ objects, interventions, overrides });
  return {
    nodes: cluster.nodes.map(({ name }) => ({
      name,
      containers: cluster.podsOn(name).map(({ containers }) => containers.filter(({ init }) => !init).length),
    })),
    services: cluster.services.map(({ namespace, name, type }) => ({
      key: objectKey({ kind: 'Service', namespace, name }),
      entry: type === 'LoadBalancer' || type === 'NodePort',
    })),
    policies: kindsOf('policy').reduce((sum, kind) => sum + cluster.ofKind(kind).length, 0),
    // Drawn alike: each is an address from outside that routes to Services.
    ingresses: ENTRIES.reduce((sum, kind) => sum + cluster.ofKind(kind).length, 0),
  };
}
