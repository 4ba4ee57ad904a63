import type { ClusterPod, ContainerReason } from '../cluster/cluster.ts';
import type { RawObject } from '../model/object.ts';
import { isRecord } from '../model/reader.ts';

export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

/** What a kubelet reports of a container that does not run. // containerd v2.0 internal/cri/server/helpers.go */
function reportedAs(reason: ContainerReason | undefined): string {
  if (reason?.is === 'REPORTED') return reason.reason;
  return reason?.is === 'COMPLETED' ? 'Completed' : 'Error';
}

/** The Pod as the API server holds it: with its node, and with what its kubelet reports. */
export function podObject(pod: ClusterPod): RawObject {
  const { object, nodeName, ips, phase, ready, terminating, containers } = pod;
  const down = containers.filter(({ init, state }) => !init && state !== 'running');
  const containerStatuses = down.map(({ name, reason }) => ({
    name,
    state: { terminated: { reason: reportedAs(reason) } },
  }));
  return {
    ...object,
    // Simplification: the timeline knows no date, so a pod that is being deleted carries the first of all.
    metadata: terminating ? { ...object.metadata, deletionTimestamp: '1970-01-01T00:00:00Z' } : object.metadata,
    spec: { ...recordOf(object['spec']), ...(nodeName === undefined ? {} : { nodeName }) },
    status: {
      phase,
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      ...(ips[0] === undefined ? {} : { podIP: ips[0], podIPs: ips.map((ip) => ({ ip })) }),
      ...(containerStatuses.length === 0 ? {} : { containerStatuses }),
    },
  };
}
