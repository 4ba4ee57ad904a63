import { groupBy } from '../tools/group-by.ts';
import { matchesLabels } from '../matching/node-match.ts';
import type { ObjectRef } from '../model/object.ts';
import { once } from '../tools/once.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import type { TargetedPort } from '../pods/pods.ts';
import type { Labels, ServiceSpec } from '../model/specs.ts';

interface SelectingService {
  readonly object: { readonly ref: ObjectRef };
  readonly spec: ServiceSpec;
}

type Labelled = Pick<PlannedPod, 'namespace' | 'labels'>;

/** The Services of a cluster from the side of the pods. */
export interface ServiceSelectors {
  /** Positions, ascending, of the Services that select such a pod. */
  readonly selecting: (pod: Labelled) => readonly number[];
  /** Which numeric targetPorts name a pod, in the order of the Services. */
  readonly targetedPorts: (pod: Labelled) => readonly TargetedPort[];
  /** At how many positions Services are others than when they were first looked at. */
  readonly edits: number;
  /** With other Services at some positions. */
  readonly withServices: (edited: ReadonlyMap<number, SelectingService>) => ServiceSelectors;
}

interface Selection {
  readonly namespace: string;
  readonly selector: Labels;
  readonly position: number;
  readonly ports: readonly TargetedPort[];
}

/** Of the Services in their order; they are looked at when somebody first asks. */
export function createServiceSelectors(services: readonly SelectingService[]): ServiceSelectors {
  const byFirstLabel = once(() =>
    groupBy(services.flatMap(selectionOf), ({ namespace, selector }) => {
      const [key = '', value = ''] = Object.entries(selector)[0] ?? [];
      return `${namespace} ${key}=${value}`;
    }),
  );
  const find = ({ namespace, labels }: Labelled): readonly Selection[] => {
    const found: Selection[] = [];
    for (const [key, value] of Object.entries(labels)) {
      const candidates = byFirstLabel().get(`${namespace} ${key}=${value}`) ?? [];
      found.push(...candidates.filter(({ selector }) => matchesLabels(selector, labels)));
    }
    return found;
  };
  return overlay(find, new Map());
}

/** `edited`: what selects at the positions where Services were edited. */
function overlay(
  find: (pod: Labelled) => readonly Selection[],
  edited: ReadonlyMap<number, readonly Selection[]>,
): ServiceSelectors {
  const inOrder = (pod: Labelled): readonly Selection[] => {
    const { namespace, labels } = pod;
    const others = edited.size === 0 ? find(pod) : find(pod).filter(({ position }) => !edited.has(position));
    const own = [...edited.values()]
      .flat()
      .filter((each) => each.namespace === namespace && matchesLabels(each.selector, labels));
    return [...others, ...own].sort((a, b) => a.position - b.position);
  };
  return {
    selecting: (pod) => inOrder(pod).map(({ position }) => position),
    targetedPorts: (pod) => inOrder(pod).flatMap(({ ports }) => ports),
    edits: edited.size,
    withServices: (more) => {
      if (more.size === 0) return overlay(find, edited);
      const fresh = [...more].map(([position, service]) => [position, selectionOf(service, position)] as const);
      return overlay(find, new Map([...edited, ...fresh]));
    },
  };
}

function selectionOf({ object, spec }: SelectingService, position: number): readonly Selection[] {
  const { selector } = spec;
  if (selector === undefined) return [];
  return [{ namespace: object.ref.namespace ?? 'default', selector, position, ports: targetedBy(spec) }];
}

/** The numeric targetPorts. */
export function targetedBy({ ports }: ServiceSpec): readonly TargetedPort[] {
  return ports.flatMap(({ targetPort, protocol }) =>
    typeof targetPort === 'number' ? [{ protocol, port: targetPort }] : [],
  );
}
