import { groupBy } from './group-by.ts';
import type { ObjectRef } from './object.ts';
import type { ObjectStore, StoredObject } from './object-store.ts';
import { once } from './once.ts';
import { readEndpointSlice } from './read-endpoint-slice.ts';
import { createCursor, type FieldIssue, recordOf, textOf } from './reader.ts';
import { addIssues, type Report } from './report.ts';
import type { EndpointSliceSpec } from './specs.ts';

/** The given EndpointSlices by their Service; a Service that has none is served by the pods it selects. */
export interface Slices {
  readonly has: (service: Pick<ObjectRef, 'namespace' | 'name'>) => boolean;
  readonly of: (service: Pick<ObjectRef, 'namespace' | 'name'>) => readonly EndpointSliceSpec[];
  /** Says what of them cannot be used. */
  readonly check: (report: Report) => void;
}

/** Slices are read when their Service is asked for its endpoints. */
export function collectSlices(store: ObjectStore): Slices {
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
  return {
    has: (service) => objectsOf(service).length > 0,
    of: (service) => objectsOf(service).map(({ object }) => read(object)),
    check: (report) => {
      for (const { raw, ref } of objects) {
        const issues: FieldIssue[] = [];
        readEndpointSlice(createCursor(raw, issues));
        addIssues(report, ref, issues);
      }
    },
  };
}
