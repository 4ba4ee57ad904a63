import { apiGroup, hasBearing, isNamespaced } from './kinds.ts';
import { objectKey, type ObjectKey, type ObjectRef, type RawObject } from './object.ts';
import { createCursor, field, type FieldIssue, isRecord, readList, readStringMap, readText } from './reader.ts';
import { addFinding, addIssues, type Report } from './report.ts';
import type { Labels } from './specs.ts';

/** An object with its identity settled: checked metadata, the default namespace filled in. */
export interface StoredObject {
  readonly raw: RawObject;
  readonly ref: ObjectRef;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** The owner that controls it, in the same namespace. */
  readonly controller?: ObjectRef;
  /** The code of the assumption, for objects that were not given. */
  readonly assumed?: string;
}

export interface ObjectStore {
  readonly all: ReadonlyMap<ObjectKey, RawObject>;
  /** Those with a bearing, in input order. */
  readonly ofKind: (kind: string) => readonly StoredObject[];
  readonly get: (ref: ObjectRef) => StoredObject | undefined;
}

/** Kinds that configure programs: they have no name, and of several the last counts. */
const NAMELESS = new Set(['KubeProxyConfiguration', 'ClusterConfiguration', 'KubeletConfiguration']);

interface Metadata {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly name?: string;
  readonly namespace?: string;
  readonly generateName?: string;
  readonly controller?: { readonly kind: string; readonly name: string };
  readonly issues: readonly FieldIssue[];
}

function readMetadata(raw: RawObject): Metadata {
  const issues: FieldIssue[] = [];
  const cursor = field(createCursor(raw, issues), 'metadata');
  const owners = readList(field(cursor, 'ownerReferences'), (item) => {
    const kind = readText(field(item, 'kind'));
    const name = readText(field(item, 'name'));
    if (kind === undefined || name === undefined) return undefined;
    return { kind, name, controls: field(item, 'controller').value };
  });
  const controller = owners.find((owner) => owner.controls === true) ?? (owners.length === 1 ? owners[0] : undefined);
  const name = readText(field(cursor, 'name'));
  const namespace = readText(field(cursor, 'namespace'));
  const generateName = readText(field(cursor, 'generateName'));
  return {
    labels: readStringMap(field(cursor, 'labels')) ?? {},
    annotations: readStringMap(field(cursor, 'annotations')) ?? {},
    issues,
    ...(name === undefined ? {} : { name }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(generateName === undefined ? {} : { generateName }),
    ...(controller === undefined ? {} : { controller: { kind: controller.kind, name: controller.name } }),
  };
}

/** Settles an object's identity; undefined (with a finding) when it has no kind or no name. */
export function storeObject(raw: unknown, namespace: string, report: Report): StoredObject | undefined {
  const nameless = (kind: string, message: string): undefined => {
    addFinding(report, { severity: 'error', code: 'OBJECT_UNUSABLE', message, object: { kind, name: '' } });
  };
  if (!isRecord(raw)) return nameless('', 'an object must be a mapping with apiVersion, kind and metadata');
  const { apiVersion, kind } = raw;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || apiVersion === '' || kind === '') {
    return nameless(typeof kind === 'string' ? kind : '', 'an object needs an apiVersion and a kind');
  }
  const object = raw as RawObject;
  const { labels, annotations, issues, ...metadata } = readMetadata(object);
  const generated = metadata.generateName === undefined ? undefined : `${metadata.generateName}00000`;
  const name = metadata.name ?? generated ?? (NAMELESS.has(kind) ? '' : undefined);
  if (name === undefined) return nameless(kind, `a ${kind} needs metadata.name`);
  const own = isNamespaced(apiVersion, kind) ? (metadata.namespace ?? namespace) : undefined;
  const place = own === undefined ? {} : { namespace: own };
  const ref: ObjectRef = { kind, ...place, name };
  addIssues(report, ref, issues);
  const controller = metadata.controller === undefined ? {} : { controller: { ...metadata.controller, ...place } };
  return { raw: object, ref, labels, annotations, ...controller };
}

/** A kind of a foreign group that has the name of one of ours (a Knative Service) is told apart by its group. */
function storeKey(stored: StoredObject): ObjectKey {
  const { ref, raw } = stored;
  const foreign = !hasBearing(raw.apiVersion, ref.kind) && hasNamesake(ref.kind);
  return objectKey(foreign ? { ...ref, kind: `${ref.kind}.${apiGroup(raw.apiVersion)}` } : ref);
}

function hasNamesake(kind: string): boolean {
  return [
    'v1',
    'apps/v1',
    'batch/v1',
    'networking.k8s.io/v1',
    'gateway.networking.k8s.io/v1',
    'discovery.k8s.io/v1',
  ].some((apiVersion) => hasBearing(apiVersion, kind));
}

/** Sorts objects by kind and key. The same key twice: the later wins, in the place of the earlier, and that is noted. */
export function createObjectStore(objects: readonly unknown[], namespace: string, report: Report): ObjectStore {
  const stored = new Map<ObjectKey, StoredObject>();
  for (const raw of objects) {
    const object = storeObject(raw, namespace, report);
    if (object === undefined) continue;
    const key = storeKey(object);
    if (stored.has(key) && object.ref.name !== '') {
      const message = 'this object is there twice; the later one is used';
      addFinding(report, { severity: 'warning', code: 'DUPLICATE_OBJECT', message, object: object.ref });
    }
    stored.set(key, object);
  }
  const kinds = new Map<string, StoredObject[]>();
  for (const object of stored.values()) {
    if (!hasBearing(object.raw.apiVersion, object.ref.kind)) continue;
    const list = kinds.get(object.ref.kind);
    if (list === undefined) kinds.set(object.ref.kind, [object]);
    else list.push(object);
  }
  let all: ReadonlyMap<ObjectKey, RawObject> | undefined;
  return {
    get all() {
      all ??= new Map([...stored].map(([key, object]) => [key, object.raw]));
      return all;
    },
    ofKind: (kind) => kinds.get(kind) ?? [],
    get: (ref) => stored.get(objectKey(ref)),
  };
}

interface Layer {
  readonly base: ObjectStore;
  /** By what the base has. */
  readonly replaced: ReadonlyMap<RawObject, StoredObject>;
}

const layers = new WeakMap<ObjectStore, Layer>();

/** The store with some objects replaced by others of the same kind and key. `replaced`: by what was there. */
export function replaceObjects(store: ObjectStore, replaced: ReadonlyMap<RawObject, StoredObject>): ObjectStore {
  // One edit after the other stays one layer.
  const { base, replaced: earlier } = layers.get(store) ?? {
    base: store,
    replaced: new Map<RawObject, StoredObject>(),
  };
  const later = new Map([...earlier].map(([old, object]) => [old, replaced.get(object.raw) ?? object]));
  const known = new Set([...earlier.values()].map(({ raw }) => raw));
  for (const [old, object] of replaced) if (!known.has(old)) later.set(old, object);
  const byKey = new Map([...later.values()].map((object) => [objectKey(object.ref), object]));
  let all: ReadonlyMap<ObjectKey, RawObject> | undefined;
  const made: ObjectStore = {
    get all() {
      all ??= new Map([...base.all].map(([key, raw]) => [key, later.get(raw)?.raw ?? raw]));
      return all;
    },
    ofKind: (kind) => base.ofKind(kind).map((object) => later.get(object.raw) ?? object),
    get: (ref) => byKey.get(objectKey(ref)) ?? base.get(ref),
  };
  layers.set(made, { base, replaced: later });
  return made;
}
