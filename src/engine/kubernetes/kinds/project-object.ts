import { group, type GroupField, value } from '../fields/field.ts';
import { never } from '../fields/unread-values.ts';
import { metadata } from '../fields/metadata.ts';
import { mapNames, type Rename } from '../projection/map-names.ts';
import { type OnOmit, project } from '../projection/project.ts';
import { hasBearing, kindOf } from '../kind-table/kinds.ts';
import type { RawObject } from '../model/object.ts';
import { ALL_KINDS } from './all-kinds.ts';

const FIELDS = new Map(ALL_KINDS.map(({ kind, fields }) => [kind, fields]));

/** Of a kind that is not read, what may tell whether it concerns a walk. */
const NOT_READ: GroupField['fields'] = {
  metadata: metadata(),
  status: never(),
  '*': { type: 'any', tell: 'unread-object' },
};

export function fieldsOfKind(kind: string): GroupField {
  return group({ apiVersion: value, kind: value, ...(FIELDS.get(kind) ?? NOT_READ) });
}

/** The object as it enters a share link. */
export function projectObject(object: RawObject, omit?: OnOmit): RawObject {
  return project(object, fieldsOfObject(object), omit) as RawObject;
}

/** The object with other names of what it names: of what it is called itself nothing. `namespace`: the one it is in, as it need not say so. */
export function renameIn(object: RawObject, namespace: string | undefined, rename: Rename): RawObject {
  return mapNames(object, fieldsOfObject(object), { namespace, rename }) as RawObject;
}

/** What of an object enters a share link. */
export function fieldsOfObject({ apiVersion, kind }: Pick<RawObject, 'apiVersion' | 'kind'>): GroupField {
  // A kind of a foreign group may have the name of one that is read: Istio's Gateway, Antrea's NetworkPolicy.
  return fieldsOfKind(hasBearing(apiVersion, kind) ? kindOf({ apiVersion, kind }) : '');
}
