import type { ClusterPod } from '../cluster/cluster.ts';
import type { RawObject } from '../model/object.ts';
import { factsOfSpec, type PlannedPod } from '../pods/planned-pod.ts';
import { createCursor, field } from '../model/reader.ts';
import { readPodSpec } from '../read/read-pod.ts';
import type { PodSpec } from '../model/specs.ts';

/** A pod as the scheduler, the address management and the EndpointSlice controller ask about it. */
export function plannedPod(pod: ClusterPod, nodeName = pod.nodeName): PlannedPod {
  const spec = specOf(pod.object);
  const { facts, ...made } = factsOfSpec(spec);
  return {
    namespace: pod.namespace,
    name: pod.name,
    object: pod.object,
    labels: pod.labels,
    workload: pod.workload,
    spec,
    ...made,
    facts: { ...facts, nodeName },
    terminating: pod.terminating,
    ordinal: 0,
    daemon: pod.workload.kind === 'DaemonSet',
    source: { object: pod.workload, path: [] },
    ...(pod.assumed === undefined ? {} : { assumed: pod.assumed }),
  };
}

const specs = new WeakMap<RawObject, PodSpec>();

function specOf(object: RawObject): PodSpec {
  const known = specs.get(object) ?? readPodSpec(field(createCursor(object, []), 'spec'));
  specs.set(object, known);
  return known;
}
