import type { Cluster } from '../../src/engine/kubernetes/cluster/cluster.ts';
import type { LabFlow } from './flows.ts';
import type { Misreading } from './policy-opinion.ts';
import { hasPolicies } from './policy-promise.ts';
import { promisedAnswers } from './service-promise.ts';

/** What a policy says and a wrong reading would not, by the name that the coverage counts. */
function listMisreadings({ pods }: Cluster): ReadonlyMap<string, readonly Misreading[]> {
  return new Map<string, readonly Misreading[]>([
    ['except of an ipBlock decides', [{ exceptIgnored: true }]],
    ['endPort decides', [{ endPortIgnored: true }]],
    ['a named port that is another one elsewhere decides', differentPods(pods).map((pod) => ({ portsOf: pod }))],
    ["a pod's own node reaches it in spite of its policies", [{ nodeIsStranger: true }]],
  ]);
}

/** Of pods whose ports are the same by name and number, one. */
function differentPods(pods: Cluster['pods']): Cluster['pods'] {
  const portsOf = ({ containers }: Cluster['pods'][number]): string =>
    JSON.stringify(containers.map(({ ports }) => ports.map(({ name, containerPort }) => [name, containerPort])));
  return [...new Map(pods.map((pod) => [portsOf(pod), pod])).values()];
}

/** What of its policies a flow tells: where they were read otherwise, it would end otherwise. */
export function listTelling(cluster: Cluster, flow: LabFlow): readonly string[] {
  if (!hasPolicies(cluster)) return [];
  const promised = promisedAnswers(cluster, flow);
  if (promised === undefined) return [];
  const asWritten = [...promised.keys()].join();
  return [...listMisreadings(cluster)]
    .filter(([, misreadings]) =>
      misreadings.some((misreading) => {
        const otherwise = promisedAnswers(cluster, flow, misreading);
        return otherwise !== undefined && [...otherwise.keys()].join() !== asWritten;
      }),
    )
    .map(([name]) => name);
}
