import type { ObjectRef } from '../../../engine/objects.ts';
import { factsOf } from '../../../simulation/facts/object-facts.ts';
import { useShownCluster } from '../object/shown-cluster.ts';
import { FactGroups } from './fields/FactGroups.tsx';
import { useWords } from '../../../ui/words.ts';

/** What the cluster makes of policies, Gateways and routes; of other kinds there is nothing to say. */
export function ObjectFacts({ reference, hasForm }: { readonly reference: ObjectRef; readonly hasForm: boolean }) {
  const said = useWords('inspector');
  const words = useWords('objectFacts');
  const narrator = useWords('narrator');
  const cluster = useShownCluster();
  const groups = factsOf(cluster, reference, { ...words, condition: narrator.condition });
  if (groups !== undefined) return <FactGroups groups={groups} />;
  return hasForm ? null : <p className="px-4 py-3 text-small text-muted">{said.noForm}</p>;
}
