import type { ObjectRef } from '../../../engine/objects.ts';
import { targetFacts } from '../../../simulation/facts/target-facts.ts';
import { useWords } from '../../../ui/words.ts';
import { useShownCluster } from '../object/shown-cluster.ts';
import { FactGroups } from './fields/FactGroups.tsx';

/** What a load balancer in front of the cluster sends to for an Ingress or a Service. */
export function TargetFacts({ reference }: { readonly reference: ObjectRef }) {
  const words = useWords('objectFacts');
  const narrator = useWords('narrator');
  const cluster = useShownCluster();
  return <FactGroups groups={targetFacts(cluster, reference, { ...words, condition: narrator.condition })} />;
}
