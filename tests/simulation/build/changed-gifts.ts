import type { Cluster, ObjectRef } from '../../../src/engine/objects.ts';
import { objectKey } from '../../../src/engine/objects.ts';
import type { ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { objectsOf } from '../../../src/simulation/build/board-objects.ts';

interface Board {
  readonly document: ScenarioDocument;
  readonly cluster: Cluster;
}

/** What an edit gave another node, address or node port although it did not touch it: nothing, if all is well. */
export function changedGifts(before: Board, after: Board): readonly unknown[] {
  const touched = touchedBy(before.document, after.document);
  const isTouched = (ref: ObjectRef): boolean => touched.has(objectKey(ref));
  const was = giftsOf(before.cluster, isTouched);
  const is = giftsOf(after.cluster, isTouched);
  return [...was].flatMap(([key, had]) => {
    const has = is.get(key);
    return has === undefined || has === had ? [] : [{ key, had, has }];
  });
}

/** Objects that are there in one of them alone, or are another, and pods to which somebody did something. */
function touchedBy(before: ScenarioDocument, after: ScenarioDocument): ReadonlySet<string> {
  const [was, is] = [before, after].map(
    (document) => new Map(objectsOf(document).map(({ ref, object }) => [objectKey(ref), JSON.stringify(object)])),
  );
  const keys = [...(was?.keys() ?? []), ...(is?.keys() ?? [])].filter((key) => was?.get(key) !== is?.get(key));
  const done = after.interventions.slice(before.interventions.length);
  return new Set([...keys, ...done.map(({ namespace, pod }) => objectKey({ kind: 'Pod', namespace, name: pod }))]);
}

function giftsOf(cluster: Cluster, isTouched: (ref: ObjectRef) => boolean): ReadonlyMap<string, string> {
  const gifts = new Map<string, string>();
  for (const { name, ips, podCIDRs } of cluster.nodes)
    if (!isTouched({ kind: 'Node', name })) gifts.set(`Node/${name}`, JSON.stringify([ips, podCIDRs]));
  for (const { namespace, name, workload, nodeName, ips, hostNetwork } of cluster.pods) {
    const ref = { kind: 'Pod', namespace, name };
    // A pod that waits has nothing yet, and one of whose node something is said anew may have to go.
    const isOut = nodeName === undefined || isTouched({ kind: 'Node', name: nodeName });
    if (!isOut && !isTouched(ref) && !isTouched(workload))
      gifts.set(objectKey(ref), JSON.stringify([nodeName, hostNetwork ? [] : ips]));
  }
  for (const { namespace, name, clusterIPs, ports, loadBalancerIPs, healthCheckNodePort } of cluster.services) {
    const ref = { kind: 'Service', namespace, name };
    if (!isTouched(ref))
      gifts.set(
        objectKey(ref),
        JSON.stringify([clusterIPs, ports.map(({ nodePort }) => nodePort), loadBalancerIPs, healthCheckNodePort]),
      );
  }
  return gifts;
}
