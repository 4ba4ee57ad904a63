import type { TraceRequest } from '../../engine/requests.ts';

/** A request and how it has to end, on every way that it can go. */
export interface GoalRequest extends TraceRequest {
  /** The answer gets back to the client; nothing does; or an answer with this HTTP status does. */
  readonly expect: 'succeeds' | 'fails' | number;
  /** Who has to answer: keys of Pods and workloads, "Deployment/shop/web"; absent: anybody may. */
  readonly by?: readonly string[];
  /** Each of `by` answers on some way. */
  readonly each?: true;
  /** Whoever answers sees the client's own address. */
  readonly ownAddress?: true;
}

/** Pods by their labels; absent labels: every pod of the namespace. */
export interface GoalPods {
  readonly namespace: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Only these pods reach those at a port, and all of them do; of everybody else nobody, by the policies. */
export interface GoalAccess {
  readonly to: GoalPods;
  readonly port: number;
  /** Absent: TCP. */
  readonly protocol?: 'UDP' | 'SCTP';
  /** None: nobody does. */
  readonly only: readonly GoalPods[];
}

/** An object that has to be there in the end, so that no goal is met by taking away what it speaks of. A Pod, or a workload's pods, are ready. */
export interface GoalObject {
  /** As the canvas names it: "Deployment/shop/web". */
  readonly object: string;
  /** A part of it: what the object has to say. Lists have as many items as here. */
  readonly has?: Readonly<Record<string, unknown>>;
  /** At least so many pods are ready; absent: one, where it has pods. */
  readonly pods?: number;
  /** Only pods on these nodes count, by their names. */
  readonly on?: readonly string[];
}

/** What is to be brought about on a board: any way to do so will do. */
export interface Goal {
  /** What is the matter, in a sentence or two. */
  readonly text: string;
  readonly requests: readonly GoalRequest[];
  readonly access?: readonly GoalAccess[];
  readonly keep?: readonly GoalObject[];
  /** With no more changes than these; absent: with any number. */
  readonly mostEdits?: number;
  /** From a gentle one to one that nearly tells. */
  readonly hints?: readonly string[];
}

/** Whether it asks for anything: one that asks for nothing is still being written, and nobody can meet it. */
export function isComplete({ requests, access = [] }: Goal): boolean {
  return requests.length + access.length > 0;
}
