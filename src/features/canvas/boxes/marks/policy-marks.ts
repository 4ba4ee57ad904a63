import { usePageWords, withWords } from '../../../../ui/words.ts';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { type Cluster, type ClusterPod, kindsOf } from '../../../../engine/objects.ts';
import { useDocument } from '../../../../simulation/workspace/context.ts';
import { withPart } from '../../../../ui/fetch-part.ts';

/** undefined: no policy selects the pod. */
type PolicyMarks = (pod: ClusterPod) => ReactNode;

/** Of the cluster on the board. */
export const PolicyMarksContext = createContext<PolicyMarks>(() => undefined);

export function usePolicyMark(pod: ClusterPod): ReactNode {
  return useContext(PolicyMarksContext)(pod);
}

const NONE: PolicyMarks = () => undefined;

/** Reads the policies once there are some: what reads them is fetched then. */
export function usePolicyMarks(): PolicyMarks {
  const words = usePageWords();
  const cluster = useDocument((state) => state.router.cluster);
  const [made, setMade] = useState<{ readonly cluster: Cluster; readonly marks: PolicyMarks }>();
  const has = kindsOf('policy').some((kind) => cluster.ofKind(kind).length > 0);
  useEffect(() => {
    if (!has) return undefined;
    let gone = false;
    withPart(
      'policyMarks',
      withWords(words, () => import('./PolicyShield.tsx')),
      ({ createPolicyShields }) => {
        if (!gone) setMade({ cluster, marks: createPolicyShields(cluster) });
      },
    );
    return () => {
      gone = true;
    };
  }, [cluster, has, words]);
  // Until those of an edited cluster are there, those before it stand.
  return has && made !== undefined ? made.marks : NONE;
}
