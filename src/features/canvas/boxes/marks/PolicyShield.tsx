import { useWords } from '../../../../ui/words.ts';
import type { ReactNode } from 'react';
import type { Cluster, ClusterPod } from '../../../../engine/objects.ts';
import { createPolicyMarks, type PolicyMark } from '../../../../simulation/views/policy-marks.ts';

/** A shield for each pod that a NetworkPolicy selects; undefined: none does. */
export function createPolicyShields(cluster: Cluster): (pod: ClusterPod) => ReactNode {
  const markOf = createPolicyMarks(cluster);
  return (pod) => {
    const mark = markOf(pod);
    return mark === undefined ? undefined : <PolicyShield mark={mark} />;
  };
}

/** A shield around what policies guard: an arrow in, out, or both. Dashed: the CNI ignores them. */
function PolicyShield({ mark: { ingress, egress, policies, ignored } }: { readonly mark: PolicyMark }) {
  const { policies: words } = useWords('canvas');
  const guarded = words.guards[ingress && egress ? 'both' : ingress ? 'ingress' : 'egress'];
  const names = policies.join(', ');
  const label = ignored ? words.ignored(names) : words.limited(guarded, names);
  return (
    <svg viewBox="0 0 12 12" role="img" aria-label={label} className="size-[0.92em] shrink-0">
      <title>{label}</title>
      <g className="fill-none stroke-muted" strokeWidth="1.2" strokeLinejoin="round" strokeLinecap="round">
        <path
          d="M6 .8 10.6 2.2v3.6C10.6 8.4 8.6 10.4 6 11.3 3.4 10.4 1.4 8.4 1.4 5.8V2.2Z"
          strokeDasharray={ignored ? '1.6 1.8' : ''}
        />
        {!ignored && ingress && (
          <path d={egress ? 'M4.4 3.6v4M3.2 6.4l1.2 1.4L5.6 6.4' : 'M6 3.4v4.4M4.4 6.2 6 7.8l1.6-1.6'} />
        )}
        {!ignored && egress && (
          <path d={ingress ? 'M7.6 7.8v-4M6.4 5l1.2-1.4L8.8 5' : 'M6 8V3.6M4.4 5.2 6 3.6l1.6 1.6'} />
        )}
      </g>
    </svg>
  );
}
