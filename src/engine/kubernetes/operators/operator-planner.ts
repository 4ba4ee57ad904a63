import type { AddOnObject } from '../services/addons.ts';
import type { MakingObject } from '../pods/draft-pods.ts';
import type { ProjectTemplate } from '../pods/pod-names.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { Report } from '../model/report.ts';
import type { ServiceSpec } from '../model/specs.ts';

export interface OperatorSources {
  readonly store: PlanStore;
  readonly projectTemplate: ProjectTemplate | undefined;
}

/** As much of a Service as operators change. */
export interface SelectingService {
  readonly object: StoredObject;
  readonly spec: ServiceSpec;
}

/** What operators' controllers make of their objects. What is given under the same name stands. */
export interface Operated {
  /** All that makes pods, the workloads that are given first. */
  readonly workloads: readonly MakingObject[];
  /** Those of them that operators make. */
  readonly made: readonly MakingObject[];
  readonly services: readonly AddOnObject[];
  /** The Services with the selectors that controllers give them. */
  readonly select: <S extends SelectingService>(services: readonly S[]) => readonly S[];
  readonly report: Report;
}

/** What makes pods besides the workloads of Kubernetes itself; only clusters that have some need it. */
export interface OperatorPlanner {
  /** `before`: of the cluster before an edit; what is as it was is the object it was. */
  readonly plan: (sources: OperatorSources, before: Operated | undefined) => Operated;
}
