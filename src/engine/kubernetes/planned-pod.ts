import type { ObjectRef, RawObject } from './object.ts';
import type { FieldPath } from './reader.ts';
import type { Labels, PodSpec, PodStatus } from './specs.ts';

/** A pod before it has a place and an address. */
export interface PlannedPod {
  readonly namespace: string;
  readonly name: string;
  readonly object: RawObject;
  readonly labels: Labels;
  /** The top-level owner, or the pod itself. */
  readonly workload: ObjectRef;
  readonly spec: PodSpec;
  readonly status?: PodStatus;
  readonly terminating: boolean;
  /** Which of its workload's pods it is: placing goes round by ordinal, so that scaling one workload moves no other. */
  readonly ordinal: number;
  /** A DaemonSet's pod: it belongs to its node. */
  readonly daemon: boolean;
  /** Where its spec is written, for findings. */
  readonly source: { readonly object: ObjectRef; readonly path: FieldPath };
  readonly assumed?: string;
}

/** A pod that was in the input as a Pod object. */
export type GivenPod = PlannedPod;
