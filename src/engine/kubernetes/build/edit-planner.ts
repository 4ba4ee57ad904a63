import type { BuiltServices } from './assemble-cluster.ts';
import type { ClusterOverrides, Intervention } from '../model/cluster.ts';
import type { ClusterFrame } from './frame-cluster.ts';
import type { RawObject } from '../model/object.ts';
import type { ClusterPlan } from './plan-cluster.ts';

interface EditedInput {
  readonly objects: readonly RawObject[];
  readonly interventions?: readonly Intervention[];
  readonly overrides?: ClusterOverrides;
}

/** What an edit is judged by. */
export interface BeforeEdit {
  readonly input: EditedInput;
  readonly plan: ClusterPlan;
  readonly frame: ClusterFrame;
  readonly services: BuiltServices;
}

/** What is there after an edit of nothing but a few objects, each in its place. */
export type ClusterEdit = Omit<BeforeEdit, 'input'>;

/** Undefined: the edit may reach too far, and the cluster has to be built anew. */
export type EditPlanner = (before: BeforeEdit, after: BeforeEdit['input']) => ClusterEdit | undefined;
