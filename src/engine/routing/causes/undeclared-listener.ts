import type { Cluster, ClusterPod } from '../../kubernetes/model/cluster.ts';
import type { Assumption, Finding } from '../../kubernetes/model/object.ts';
import type { Socket } from '../../linux/model/namespace.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { podAt } from '../outcome/arrival.ts';

/** What a walk rests on that ends at a process of which the input does not say so much. */
export interface AssumedListener {
  readonly assumption: Assumption;
  /** Of the Service by which the process is taken to listen: its targetPort is no containerPort. */
  readonly findings: readonly Finding[];
}

interface UndeclaredListener {
  readonly code: string;
  readonly socket: Socket;
  /** Absent: the process is no pod's. */
  readonly pod?: ClusterPod | undefined;
}

/**
 * The process that took the packet, where nothing says that it listens there; undefined: its pod says so, or no process took it.
 * A containerPort is the port on the pod's own address, its first (core/v1 types.go ContainerPort, "Number of port to expose on
 * the pod's IP address"): any other address, and the other family, is taken for granted as well.
 */
export function undeclaredListener(cluster: Cluster, trace: Trace): UndeclaredListener | undefined {
  const { socket, final } = trace;
  if (socket === undefined) return undefined;
  const pod = socket.origin.subject?.kind === 'Pod' ? podAt(cluster, trace) : undefined;
  if (socket.assumption !== undefined) return { code: socket.assumption, socket, pod };
  const own = pod?.ips[0];
  return own === undefined || final.destinationIP === own ? undefined : { code: 'LISTENS_ASSUMED', socket, pod };
}

/** What is said of it as long as nothing more is known. */
export const NOT_SAID = 'Nothing says that this port is served.';

/** As assumed-listener.ts says it, in the plainest words. */
export function plainListener(cluster: Cluster, trace: Trace): AssumedListener | undefined {
  const found = undeclaredListener(cluster, trace);
  return found && { assumption: { code: found.code, message: NOT_SAID }, findings: [] };
}
