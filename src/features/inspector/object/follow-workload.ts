import { objectKey, parseObjectKey } from '../../../engine/objects.ts';
import type { Simulation } from '../../../simulation/workspace/simulation.ts';

/**
 * When a pod that is selected goes and the workload that made it stays, as when that is scaled down, the workload is selected, until
 * the returned function is called. On a timeline pods come and go by the moment, and nothing follows them.
 */
export function followWorkload({ document, view }: Pick<Simulation, 'document' | 'view'>): () => void {
  return document.subscribe(({ router: { cluster } }, { router: { cluster: before } }) => {
    const { selected, timeline, select } = view.getState();
    if (cluster === before || timeline || selected === undefined || cluster.objects.has(selected)) return;
    const { kind, namespace = '', name = '' } = parseObjectKey(selected) ?? {};
    if (kind !== 'Pod' || cluster.pod(namespace, name) !== undefined) return;
    const workload = before.pod(namespace, name)?.workload;
    const key = workload && objectKey(workload);
    if (key !== undefined && cluster.objects.has(key)) select(key);
  });
}
