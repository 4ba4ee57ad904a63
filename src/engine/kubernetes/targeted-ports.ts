import { groupBy } from './group-by.ts';
import { matchesLabels } from './node-match.ts';
import type { PlannedPod } from './planned-pod.ts';
import type { TargetedPort } from './pods.ts';
import type { Labels, ServiceSpec } from './specs.ts';

interface Targeting {
  readonly namespace: string;
  readonly selector: Labels;
  /** Place among the Services. */
  readonly rank: number;
  readonly ports: readonly TargetedPort[];
}

/** Which numeric targetPorts name a pod, in the order of the Services. */
export function findTargetedPorts(
  services: readonly { readonly namespace: string; readonly spec: ServiceSpec }[],
): (pod: PlannedPod) => readonly TargetedPort[] {
  let byFirstLabel: ReadonlyMap<string, readonly Targeting[]> | undefined;
  return ({ namespace, labels }) => {
    byFirstLabel ??= groupBy(services.flatMap(targetingOf), (each) => {
      const [key = '', value = ''] = Object.entries(each.selector)[0] ?? [];
      return `${each.namespace} ${key}=${value}`;
    });
    const found: Targeting[] = [];
    for (const [key, value] of Object.entries(labels)) {
      const candidates = byFirstLabel.get(`${namespace} ${key}=${value}`) ?? [];
      found.push(...candidates.filter(({ selector }) => matchesLabels(selector, labels)));
    }
    return found.sort((a, b) => a.rank - b.rank).flatMap(({ ports }) => ports);
  };
}

function targetingOf(
  { namespace, spec }: { readonly namespace: string; readonly spec: ServiceSpec },
  rank: number,
): readonly Targeting[] {
  const ports = spec.ports.flatMap(({ targetPort, protocol }) =>
    typeof targetPort === 'number' ? [{ protocol, port: targetPort }] : [],
  );
  return spec.selector === undefined || ports.length === 0 ? [] : [{ namespace, selector: spec.selector, rank, ports }];
}
