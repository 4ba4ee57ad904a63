import type { ObjectRef } from '../model/object.ts';
import type { PendingReason } from '../model/pod-details.ts';
import type { Change } from './change.ts';

export type PodAction =
  | 'CREATED'
  | 'UNSCHEDULABLE'
  | 'SCHEDULED'
  | 'ADDRESSED'
  | 'STARTED'
  | 'LISTENING'
  | 'HUNG'
  | 'EXITED'
  | 'PROBE_FAILED'
  | 'READY'
  | 'NOT_READY'
  | 'TERMINATING'
  | 'SIGTERM'
  | 'STOPPED'
  | 'REMOVED';

/** Something that happened, at `at` milliseconds from the start of the timeline. */
export type TimelineEvent = { readonly at: number } & (
  | { readonly type: 'CHANGE'; readonly change: Change }
  | {
      readonly type: 'POD';
      readonly action: PodAction;
      readonly object: ObjectRef;
      readonly node?: string;
      readonly ip?: string;
      /** TERMINATING: the grace period; its containers' longest preStop; milliseconds. */
      readonly grace?: number;
      readonly preStop?: number;
      /** PROBE_FAILED: the how manieth of how many that make the pod not ready. */
      readonly attempt?: number;
      readonly threshold?: number;
      /** UNSCHEDULABLE: why. */
      readonly reason?: PendingReason;
    }
  | {
      /** The EndpointSlices of a Service were written anew. */
      readonly type: 'ENDPOINTS';
      readonly object: ObjectRef;
      readonly ready: number;
      readonly total: number;
      readonly terminating: number;
    }
  | { readonly type: 'PROXY_SYNCED'; readonly nodes: readonly string[] }
  | { readonly type: 'LOAD_BALANCER_CHECKED' }
  | {
      readonly type: 'NODE';
      readonly action: 'DOWN' | 'NOT_READY' | 'EVICTING' | 'CORDONED' | 'UP' | 'READY';
      readonly object: ObjectRef;
    }
  | {
      readonly type: 'WORKLOAD';
      readonly action: 'SCALED' | 'ROLLING_OUT' | 'ROLLED_OUT';
      readonly object: ObjectRef;
      readonly replicas: number;
    }
);
