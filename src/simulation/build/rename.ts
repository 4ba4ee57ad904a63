import { type ObjectRef, objectKey, type RawObject } from '../../engine/objects.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { findObject, objectsOf } from './board-objects.ts';
import { type Fields, fieldsAt, isFields } from './fields.ts';

/** Why an object cannot have a name. */
export type NameProblem = 'TAKEN' | 'NOT_A_LABEL' | 'NOT_A_SUBDOMAIN';

const LABEL = /^[a-z\d]([-a-z\d]{0,61}[a-z\d])?$/;
/** Services begin with a letter. // Kubernetes v1.35 apimachinery pkg/util/validation IsDNS1035Label */
const SERVICE = /^[a-z]([-a-z\d]{0,61}[a-z\d])?$/;
const LONGEST = 253;

/** undefined: it can be called so. // Kubernetes v1.35 apimachinery pkg/api/validation NameIsDNSSubdomain, NameIsDNSLabel */
export function nameProblem(document: ScenarioDocument, ref: ObjectRef, name: string): NameProblem | undefined {
  if (ref.kind === 'Service' && !SERVICE.test(name)) return 'NOT_A_LABEL';
  if (ref.kind === 'Namespace' && !LABEL.test(name)) return 'NOT_A_LABEL';
  if (name.length > LONGEST || !name.split('.').every((part) => LABEL.test(part))) return 'NOT_A_SUBDOMAIN';
  return name !== ref.name && findObject(document, { ...ref, name }) !== undefined ? 'TAKEN' : undefined;
}

/**
 * Gives an object another name, and that to all that names it: backends and parents of entries, serviceName of StatefulSets, nodeName
 * and the hostname label of Nodes, the namespace of what is in a Namespace, saved requests and places on the board. The same document
 * when it is not there.
 */
export function renameObject(document: ScenarioDocument, ref: ObjectRef, name: string): ScenarioDocument {
  if (name === ref.name || findObject(document, ref) === undefined) return document;
  const key = objectKey(ref);
  const next = objectKey({ ...ref, name });
  const objects = objectsOf(document).map((each) => {
    const own = objectKey(each.ref) === key ? withName(each.object, name, ref) : each.object;
    return refersAnew(own, each.ref, ref, name);
  });
  const moved = (id: string): string => {
    const [at = '', lens] = id.split('|').reverse();
    const renamed = at === key ? next : ref.kind === 'Namespace' ? movedInto(at, ref.name, name) : at;
    return lens === undefined ? renamed : `${lens}|${renamed}`;
  };
  return {
    ...document,
    objects,
    layout: Object.fromEntries(Object.entries(document.layout).map(([id, position]) => [moved(id), position])),
    interventions: document.interventions.map((each) => ({
      ...each,
      ...(ref.kind === 'Namespace' && 'namespace' in each && each.namespace === ref.name && { namespace: name }),
      ...(ref.kind === 'Node' && 'node' in each && each.node === ref.name && { node: name }),
    })),
    requests: document.requests.map((request) => ({ ...request, from: sourceAnew(request.from, ref, name) })),
  };
}

function movedInto(id: string, before: string, name: string): string {
  const [kind, namespace, ...rest] = id.split('/');
  return namespace === before && rest.length > 0 ? [kind, name, ...rest].join('/') : id;
}

function sourceAnew<Source extends object>(from: Source, ref: ObjectRef, name: string): Source {
  const source = from as { readonly pod?: unknown; readonly node?: unknown };
  if (ref.kind === 'Node' && source.node === ref.name) return { ...from, node: name };
  if (typeof source.pod !== 'string') return from;
  const [namespace, ...pod] = source.pod.split('/');
  if (ref.kind === 'Namespace' && namespace === ref.name) return { ...from, pod: [name, ...pod].join('/') };
  if (ref.kind === 'Pod' && namespace === ref.namespace && pod[0] === ref.name) {
    return { ...from, pod: [namespace, name, ...pod.slice(1)].join('/') };
  }
  return from;
}

/** Labels that the API server or a kubelet makes of the name are made of the new one. */
function withName(object: RawObject, name: string, { kind, name: before }: ObjectRef): RawObject {
  const made = { Namespace: 'kubernetes.io/metadata.name', Node: 'kubernetes.io/hostname' }[kind];
  const { labels } = object.metadata;
  const own = made !== undefined && labels?.[made] === before;
  return { ...object, metadata: { ...object.metadata, name, ...(own && { labels: { ...labels, [made]: name } }) } };
}

/** The fields by which objects of these kinds name one another, in whatever depth they stand. */
function refersAnew(object: RawObject, at: ObjectRef, ref: ObjectRef, name: string): RawObject {
  if (ref.kind === 'Namespace') return inNamespaceAnew(object, at, ref, name);
  const replaced = replacerFor(at, ref, name);
  if (replaced === undefined || !('spec' in object)) return object;
  return { ...object, spec: deeply(fieldsAt(object, 'spec'), replaced) };
}

function inNamespaceAnew(object: RawObject, at: ObjectRef, ref: ObjectRef, name: string): RawObject {
  const isInside = at.namespace === ref.name;
  const metadata = isInside ? { ...object.metadata, namespace: name } : object.metadata;
  if (!('spec' in object)) return isInside ? { ...object, metadata } : object;
  const spec = deeply(object['spec'], (field, value) => {
    if (field === 'kubernetes.io/metadata.name' && value === ref.name) return name;
    return field === 'namespace' && value === ref.name ? name : value;
  });
  return { ...object, metadata, spec };
}

type Replace = (field: string, value: unknown, within: Fields) => unknown;

function replacerFor(at: ObjectRef, ref: ObjectRef, name: string): Replace | undefined {
  const isNear = at.namespace === ref.namespace;
  const isThere = ({ namespace }: Fields): boolean => (namespace ?? at.namespace) === ref.namespace;
  if (ref.kind === 'Node') {
    return (field, value) =>
      (field === 'nodeName' || field === 'kubernetes.io/hostname') && value === ref.name ? name : value;
  }
  if (ref.kind === 'Gateway') {
    return (field, value) =>
      field !== 'parentRefs' || !Array.isArray(value)
        ? value
        : value.map((parent: unknown) =>
            isFields(parent) &&
            parent['name'] === ref.name &&
            (parent['kind'] ?? 'Gateway') === 'Gateway' &&
            isThere(parent)
              ? { ...parent, name }
              : parent,
          );
  }
  if (ref.kind !== 'Service') return undefined;
  return (field, value) => {
    if (field === 'serviceName') return isNear && value === ref.name ? name : value;
    // backend.service of an Ingress.
    if (field === 'service' && isFields(value))
      return isNear && value['name'] === ref.name ? { ...value, name } : value;
    if (field !== 'backendRefs' || !Array.isArray(value)) return value;
    return value.map((backend: unknown) =>
      isFields(backend) &&
      backend['name'] === ref.name &&
      (backend['kind'] ?? 'Service') === 'Service' &&
      isThere(backend)
        ? { ...backend, name }
        : backend,
    );
  };
}

/** The same value where nothing in it is replaced. */
function deeply(value: unknown, replace: Replace): unknown {
  if (Array.isArray(value)) {
    const next = value.map((each) => deeply(each, replace));
    return next.every((each, at) => each === value[at]) ? value : next;
  }
  if (!isFields(value)) return value;
  const entries = Object.entries(value).map(
    ([field, each]) => [field, replace(field, deeply(each, replace), value)] as const,
  );
  return entries.every(([field, each]) => each === value[field]) ? value : Object.fromEntries(entries);
}
