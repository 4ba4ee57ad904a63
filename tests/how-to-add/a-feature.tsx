import { useDocument } from '../../src/simulation/workspace/context.ts';

/** A surface reads the stores and draws; it keeps nothing that the stores know. */
export function PodCount({ namespace }: { readonly namespace: string }) {
  const pods = useDocument((state) => state.router.cluster.pods);
  return <output aria-label="Pods">{pods.filter((pod) => pod.namespace === namespace).length}</output>;
}
