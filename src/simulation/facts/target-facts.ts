import { type Cluster, type ObjectRef } from '../../engine/objects.ts';
import { formatEndpoint } from '../../engine/packets.ts';
import { balancedTargets, type CloudTarget, type ShownTargets } from '../../engine/gateways.ts';
import type { Fact, FactGroup, FactWords } from './fact.ts';

/** What the load balancer of an Ingress or of a Service sends to, how it asks whether that is healthy, and what it finds. */
export function targetFacts(cluster: Cluster, ref: ObjectRef, { targets: said }: FactWords): readonly FactGroup[] {
  return balancedTargets(cluster, ref).map(({ service, port, kind, check, targets }) => ({
    title: said.title(ref.kind === 'Service' ? undefined : service.name, port),
    facts: [
      { label: said.calls, values: [said.kinds[kind]] },
      { label: said.check, values: [said.checked(check)] },
      ...targets.map((target) => targetFact(target, kind, said)),
      ...(targets.some(({ health }) => health.state === 'UNKNOWN')
        ? [{ label: said.notKnown, values: [said.unknownAnswer] }]
        : []),
      ...(targets.length === 0 ? [{ label: said.none, values: [], wrong: true }] : []),
    ],
  }));
}

function targetFact(target: CloudTarget, kind: ShownTargets['kind'], said: FactWords['targets']): Fact {
  const { ip, port, node, pod } = target;
  const at = kind === 'NODE' ? ip : formatEndpoint(ip, port);
  const state = said.state(target);
  const detail = `${at} ${state}`;
  if (pod !== undefined) return { link: `Pod/${pod.namespace}/${pod.name}`, text: pod.name, detail };
  if (node !== undefined) return { link: `Node/${node}`, text: node, detail };
  return { label: at, values: [state], wrong: target.health.state === 'FAILS' };
}
