import type { Fronting, Slices } from './given-slices.ts';
import { groupBy } from '../tools/group-by.ts';
import type { ObjectRef } from '../model/object.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import type { PlanStore } from '../cluster/plan-store.ts';
import { once } from '../tools/once.ts';
import { readEndpointSlice } from '../read/read-endpoint-slice.ts';
import { MIRRORING, readEndpoints } from '../read/read-endpoints.ts';
import { createCursor, type FieldIssue, recordOf, textOf } from '../model/reader.ts';
import { addIssues } from '../model/report.ts';
import { endpointsOfSlices } from './slice-endpoints.ts';
import type { EndpointSliceSpec } from '../model/specs.ts';

/** Slices are read when their Service is asked for its endpoints. */
export function collectSlices(store: PlanStore): Slices {
  const objects = store.ofKind('EndpointSlice');
  const byService = once(() => {
    const named = objects.flatMap((object) => {
      const name = textOf(recordOf(recordOf(object.raw.metadata)['labels'])['kubernetes.io/service-name']);
      return name === undefined ? [] : [{ key: `${object.ref.namespace}/${name}`, object }];
    });
    return groupBy(named, ({ key }) => key);
  });
  const known = new Map<StoredObject, EndpointSliceSpec>();
  const read = (object: StoredObject): EndpointSliceSpec => {
    const spec = known.get(object) ?? readEndpointSlice(createCursor(object.raw, []));
    known.set(object, spec);
    return spec;
  };
  const objectsOf = ({ namespace, name }: Pick<ObjectRef, 'namespace' | 'name'>) =>
    byService().get(`${namespace}/${name}`) ?? [];
  const mirrored = once(() =>
    groupBy(store.ofKind('Endpoints').filter(isMirrored), ({ ref }) => `${ref.namespace}/${ref.name}`),
  );
  const slicesOf = (service: Fronting) => objectsOf(service).map(({ object }) => read(object));
  const endpointsOf = (service: Fronting) => {
    if (service.selector !== undefined || slicesOf(service).some(isMirror)) return [];
    return mirrored().get(`${service.namespace}/${service.name}`) ?? [];
  };
  return {
    has: (service) => objectsOf(service).length > 0 || endpointsOf(service).length > 0,
    of: (service) => [
      ...slicesOf(service),
      ...endpointsOf(service).flatMap(({ raw }) => readEndpoints(createCursor(raw, []))),
    ],
    addToPods: (service) => service.selector !== undefined && slicesOf(service).every(isForeign),
    endpoints: endpointsOfSlices,
    check: (report) => {
      for (const { raw, ref } of store.ofKind('Endpoints')) {
        const issues: FieldIssue[] = [];
        readEndpoints(createCursor(raw, issues));
        addIssues(report, ref, issues);
      }
      for (const { raw, ref } of objects) {
        const issues: FieldIssue[] = [];
        readEndpointSlice(createCursor(raw, issues));
        addIssues(report, ref, issues);
      }
    },
  };
}

/** Not of the controller that makes slices of the pods that a Service selects; without the label somebody may have left it out. */
function isForeign({ managedBy }: EndpointSliceSpec): boolean {
  return managedBy !== undefined && managedBy !== 'endpointslice-controller.k8s.io';
}

function isMirror({ managedBy }: EndpointSliceSpec): boolean {
  return managedBy === MIRRORING;
}

/** By which Endpoints ask not to be mirrored, and by which they are an object of a leader election. // client-go resourcelock.LeaderElectionRecordAnnotationKey */
export const SKIP_MIRROR = 'endpointslice.kubernetes.io/skip-mirror';
export const LEADER = 'control-plane.alpha.kubernetes.io/leader';

/** Objects of leader elections, and those that ask not to be, are not mirrored. */
export function isMirrored({ labels, annotations }: StoredObject): boolean {
  return labels[SKIP_MIRROR] !== 'true' && annotations[LEADER] === undefined;
}
