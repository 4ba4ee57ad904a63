import { ROLLOUT } from '../kinds/workloads/rollout.ts';
import { createObjectReader } from '../cluster/memo.ts';
import { objectKey, type ObjectKey, type ObjectRef } from '../model/object.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import type { PodDetails } from '../model/pod-details.ts';
import { recordOf } from '../model/reader.ts';
import { addFinding, type Report } from '../model/report.ts';
import type { Labels } from '../model/specs.ts';
import type { MakingObject } from '../pods/draft-pods.ts';
import { templateHash } from '../pods/pod-names.ts';
import { making } from './making.ts';
import type { OperatorSources } from './operator-planner.ts';

/** Tells pods of one template from those of another, also in selectors of Services. // v1alpha1.DefaultRolloutUniqueLabelKey */
export const ROLLOUT_HASH = 'rollouts-pod-template-hash';

const readRollout = createObjectReader(ROLLOUT.read);

type Rollout = ReturnType<typeof ROLLOUT.read>;

export interface PlannedRollouts {
  readonly workloads: readonly MakingObject[];
  /** What stands for workloads that Rollouts scale down to nothing, by key. */
  readonly emptied: ReadonlyMap<ObjectKey, MakingObject>;
  /** What the selectors of Services get, by key. */
  readonly selectors: ReadonlyMap<ObjectKey, Labels>;
}

/**
 * What the controller of Argo Rollouts makes: a ReplicaSet for each template that has pods, and one label more in the selectors of
 * the Services that the strategy names. A new Rollout has one ReplicaSet, stable from the start: no step is taken. A new one that
 * names what is not there is refused, and has none.
 * // Argo Rollouts v1.8 rollout/{sync,service,templateref}.go, controller.go getRolloutReferencedResources
 * Simplification: an Argo Rollout's update that is under way is as its ReplicaSets, status and Services say; no step of it is taken.
 */
export function planRollouts(sources: OperatorSources, report: Report): PlannedRollouts {
  const workloads: MakingObject[] = [];
  const emptied = new Map<ObjectKey, MakingObject>();
  const selectors = new Map<ObjectKey, Labels>();
  for (const object of sources.store.ofKind('Rollout')) {
    const rollout = readRollout(object, report);
    const { workloadRef } = rollout.spec;
    const taken = takenOver(object, rollout, sources.store);
    const { template, selector } = recordOf((taken ?? object).raw['spec']);
    const refused = tellRefused({ object, rollout, taken, store: sources.store }, report);
    const { stableRS, currentPodHash, replicas } = rollout.status;
    if (refused && stableRS === undefined && replicas === undefined) {
      workloads.push(making(object, { ...recordOf(object.raw['spec']), replicas: 0, template }));
      continue;
    }
    const hash = currentPodHash ?? stableRS ?? templateHash(template, sources.projectTemplate);
    const own = rollout.spec.selector === undefined ? selector : recordOf(object.raw['spec'])['selector'];
    workloads.push(...replicaSets({ object, rollout, template, selector: own, hash, store: sources.store }));
    for (const [name, value] of targets(rollout, hash))
      selectors.set(objectKey({ ...object.ref, kind: 'Service', name }), { [ROLLOUT_HASH]: value });
    if (taken !== undefined && /^(onsuccess|progressively)$/.test(workloadRef?.scaleDown ?? ''))
      emptied.set(objectKey(taken.ref), making(taken, { ...recordOf(taken.raw['spec']), replicas: 0 }));
  }
  return { workloads, emptied, selectors };
}

/** The workload whose template it has in place of its own. */
function takenOver({ ref }: StoredObject, { spec }: Rollout, store: PlanStore): StoredObject | undefined {
  const { kind, name } = spec.workloadRef ?? {};
  if (kind !== 'Deployment' && kind !== 'ReplicaSet') return undefined;
  return store.ofKind(kind).find((each) => each.ref.name === name && each.ref.namespace === ref.namespace);
}

interface Naming {
  readonly object: StoredObject;
  readonly rollout: Rollout;
  readonly taken: StoredObject | undefined;
  readonly store: PlanStore;
}

/** Tells of what it names that is not there; true: it makes nothing. */
function tellRefused({ object, rollout, taken, store }: Naming, report: Report): boolean {
  const { workloadRef, strategy } = rollout.spec;
  const { canary, blueGreen } = strategy;
  const tell = (detail: PodDetails['ROLLOUT_REFUSED'], ...path: readonly string[]): true => {
    addFinding(report, {
      severity: 'error',
      code: 'ROLLOUT_REFUSED',
      detail,
      object: object.ref,
      path: ['spec', ...path],
    });
    return true;
  };
  const services: readonly (readonly [name: string | undefined, ...path: string[]])[] = [
    [canary?.stableService, 'canary', 'stableService'],
    [canary?.canaryService, 'canary', 'canaryService'],
    [canary?.pingPong?.pingService, 'canary', 'pingPong', 'pingService'],
    [canary?.pingPong?.pongService, 'canary', 'pingPong', 'pongService'],
    [blueGreen?.activeService, 'blueGreen', 'activeService'],
    [blueGreen?.previewService, 'blueGreen', 'previewService'],
  ];
  const refusals = services.flatMap(([name, ...path]) => {
    if (name === undefined || store.get({ ...object.ref, kind: 'Service', name }) !== undefined) return [];
    return [tell({ is: 'MISSING', kind: 'Service', name }, 'strategy', ...path)];
  });
  if (workloadRef === undefined || taken !== undefined) return refusals.length > 0;
  const { kind = '', name = '' } = workloadRef;
  return tell({ is: kind === 'PodTemplate' ? 'NOT_READ' : 'MISSING', kind, name }, 'workloadRef');
}

interface Making {
  readonly object: StoredObject;
  readonly rollout: Rollout;
  readonly template: unknown;
  readonly selector: unknown;
  readonly hash: string;
  readonly store: PlanStore;
}

/** Those that are given and have pods; else the one of its template. */
function replicaSets({ object, rollout, template, selector, hash, store }: Making): readonly MakingObject[] {
  const given = store
    .ofKind('ReplicaSet')
    .filter(({ controller, raw }) => isOf(controller, object.ref) && recordOf(raw['spec'])['replicas'] !== 0);
  if (given.length > 0)
    return given.map(({ ref, raw }) => ({
      ...making(object, recordOf(raw['spec']), raw['status']),
      made: { owner: ref },
    }));
  const { metadata, ...rest } = recordOf(template);
  const { labels, ...about } = recordOf(metadata);
  const labelled = { ...rest, metadata: { ...about, labels: { ...recordOf(labels), [ROLLOUT_HASH]: hash } } };
  const { spec, status } = rollout;
  const told = status.replicas === undefined ? undefined : { replicas: status.replicas };
  const owner = { ...object.ref, kind: 'ReplicaSet', name: `${object.ref.name}-${hash}` };
  return [{ ...making(object, { replicas: spec.replicas ?? 1, selector, template: labelled }, told), made: { owner } }];
}

const isOf = (controller: ObjectRef | undefined, ref: ObjectRef): boolean =>
  controller !== undefined && objectKey(controller) === objectKey(ref);

/** Each Service that the strategy names, with the template whose pods it leads to. */
function targets({ spec, status }: Rollout, current: string): readonly (readonly [name: string, hash: string])[] {
  const { canary, blueGreen } = spec.strategy;
  const stable = status.stableRS ?? current;
  const named: readonly (readonly [name: string | undefined, hash: string])[] = [
    [canary?.stableService, stable],
    [canary?.canaryService, current],
    [canary?.pingPong?.pingService, stable],
    [canary?.pingPong?.pongService, stable],
    [blueGreen?.activeService, status.blueGreen?.activeSelector ?? stable],
    [blueGreen?.previewService, status.blueGreen?.previewSelector ?? current],
  ];
  return named.flatMap(([name, hash]) => (name === undefined ? [] : [[name, hash] as const]));
}
