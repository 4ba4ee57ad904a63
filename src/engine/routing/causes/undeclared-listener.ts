import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import type { Assumption } from '../../kubernetes/model/assumption.ts';
import type { Socket } from '../../linux/model/devices.ts';
import type { Finding } from '../../kubernetes/model/finding.ts';
import type { Trace } from '../../linux/model/trace.ts';
import { podAt } from '../outcome/arrival.ts';

/** What a walk rests on that ends at a process of which the input does not say so much. */
export interface AssumedListener {
  readonly assumption: Assumption;
  /** Of the Service by which the process is taken to listen: its targetPort is no containerPort. */
  readonly findings: readonly Finding[];
}

type ListenerCode = 'PORTS_ASSUMED' | 'LISTENS_ASSUMED' | 'API_SERVER_ASSUMED';

const CODES: readonly ListenerCode[] = ['PORTS_ASSUMED', 'LISTENS_ASSUMED', 'API_SERVER_ASSUMED'];

interface UndeclaredListener {
  readonly code: ListenerCode;
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
  const code = CODES.find((each) => each === socket.assumption);
  if (code !== undefined) return { code, socket, pod };
  const own = pod?.ips[0];
  return own === undefined || socket.everywhere || final.destinationIP === own
    ? undefined
    : { code: 'LISTENS_ASSUMED', socket, pod };
}

/** As long as nothing more is known of it. */
export const NOT_SAID = { is: 'NOT_SAID' } as const;

/** As assumed-listener.ts has it, with the least that is known. */
export function plainListener(cluster: Cluster, trace: Trace): AssumedListener | undefined {
  const found = undeclaredListener(cluster, trace);
  return found && { assumption: { code: found.code, detail: NOT_SAID }, findings: [] };
}
