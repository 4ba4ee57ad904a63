import type { AssumptionCode } from '../model/assumption.ts';
import { apiGroup, fileNameOf, hasBearing, isNamespaced, kindOf, KINDS } from '../kind-table/kinds.ts';
import type { About, Finding, FindingDetails } from '../model/finding.ts';
import { objectKey, type ObjectKey, type ObjectRef, type RawObject } from '../model/object.ts';
import { once, onceEach } from '../tools/once.ts';
import {
  createCursor,
  type Cursor,
  field,
  type FieldIssue,
  isRecord,
  isStringMap,
  readList,
  readStringMap,
  readText,
  recordOf,
  textOf,
} from '../model/reader.ts';
import { addFinding, addIssues, type Report } from '../model/report.ts';
import type { Labels } from '../model/specs.ts';

/** An object with its identity settled: checked metadata, the default namespace filled in. */
export interface StoredObject {
  readonly raw: RawObject;
  readonly ref: ObjectRef;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** The owner that controls it, in the same namespace. */
  readonly controller?: ObjectRef | undefined;
  /** The code of the assumption, for objects that were not given. */
  readonly assumed?: AssumptionCode;
}

/** Asks an object what holds as long as the object stays the same. */
export type ObjectTest = (object: StoredObject) => boolean;

export interface ObjectStore {
  readonly all: ReadonlyMap<ObjectKey, RawObject>;
  /** Those with a bearing, in input order. */
  readonly ofKind: (kind: string) => readonly StoredObject[];
  /** As `ofKind`, for who asks for names alone: the same list while edits leave objects in their places. */
  readonly refsOf: (kind: string) => readonly Pick<StoredObject, 'ref'>[];
  /**
   * Those of `ofKind` that pass the test, of which there should be few: who asks with the identical test after an edit is told
   * without another look at those that stay.
   */
  readonly few: (kind: string, test: ObjectTest) => readonly StoredObject[];
  readonly get: (ref: ObjectRef) => StoredObject | undefined;
  /** Those whose kind is not read, kind by kind. */
  readonly notRead: readonly StoredObject[];
  readonly parts: StoreParts;
}

/** The owner that controls an object: the one that says so, else the only one. */
function readController(metadata: Cursor, { namespace }: ObjectRef): ObjectRef | undefined {
  const owners = readList(field(metadata, 'ownerReferences'), (item) => {
    const kind = readText(field(item, 'kind'));
    const name = readText(field(item, 'name'));
    if (kind === undefined || name === undefined) return undefined;
    const ref: ObjectRef = namespace === undefined ? { kind, name } : { kind, name, namespace };
    return { ref, controls: field(item, 'controller').value };
  });
  return (owners.find((owner) => owner.controls === true) ?? (owners.length === 1 ? owners[0] : undefined))?.ref;
}

/** Notes what cannot be used of an object's metadata. */
function checkMetadata({ raw, ref }: StoredObject, report: Report): void {
  const issues: FieldIssue[] = [];
  const metadata = field(createCursor(raw, issues), 'metadata');
  readController(metadata, ref);
  for (const key of ['name', 'namespace', 'generateName']) readText(field(metadata, key));
  for (const key of ['labels', 'annotations']) readStringMap(field(metadata, key));
  addIssues(report, ref, issues);
}

/** Its identity is settled; the rest of the metadata is read when somebody asks: of most objects nobody does. */
class Stored implements StoredObject {
  readonly raw: RawObject;
  readonly ref: ObjectRef;
  readonly assumed?: AssumptionCode;

  constructor(raw: RawObject, ref: ObjectRef, assumed: AssumptionCode | undefined) {
    this.raw = raw;
    this.ref = ref;
    if (assumed !== undefined) this.assumed = assumed;
  }

  get labels(): Labels {
    const labels = recordOf(this.raw.metadata)['labels'];
    return isStringMap(labels) ? labels : (readStringMap(createCursor(labels, [])) ?? {});
  }

  get annotations(): Labels {
    return readStringMap(createCursor(recordOf(this.raw.metadata)['annotations'], [])) ?? {};
  }

  get controller(): ObjectRef | undefined {
    return readController(field(createCursor(this.raw, []), 'metadata'), this.ref);
  }
}

/** What the kind of an object says about it. */
interface KindFacts {
  /** As refs have it. */
  readonly kind: string;
  readonly namespaced: boolean;
  readonly hasBearing: boolean;
  /** Kinds that are not read are told apart by their groups. */
  readonly shelf: string;
  /** As `shelf`, but only where a kind of a foreign group has the name of one of ours (a Knative Service). */
  readonly key: string;
}

export type KindLookup = (apiVersion: string, kind: string) => KindFacts;

/** Of 100,000 objects there are a dozen kinds. */
function createKindLookup(): KindLookup {
  const versionsOf = onceEach((kind: string) => onceEach((apiVersion: string) => describeKind(apiVersion, kind)));
  return (apiVersion, kind) => versionsOf(kind)(apiVersion);
}

function describeKind(apiVersion: string, kind: string): KindFacts {
  const bearing = hasBearing(apiVersion, kind);
  const named = kindOf({ apiVersion, kind });
  const shelf = bearing ? named : `${kind}.${apiGroup(apiVersion)}`;
  const hasNamesake = KINDS.some((known) => known.kind === named);
  const namespaced = isNamespaced(apiVersion, kind);
  return { kind: named, namespaced, hasBearing: bearing, shelf, key: hasNamesake ? shelf : kind };
}

interface Identity {
  /** Of objects that name none. */
  readonly namespace: string;
  readonly lookup: KindLookup;
  readonly assumed?: AssumptionCode | undefined;
}

/** Settles an object's identity; a finding when it has no kind or no name. */
export function identify(raw: unknown, { namespace, lookup, assumed }: Identity): StoredObject | Finding {
  if (!isRecord(raw)) return unusable('', { is: 'NO_MAPPING' });
  const { apiVersion, kind } = raw;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || apiVersion === '' || kind === '') {
    return unusable(typeof kind === 'string' ? kind : '', { is: 'NO_KIND' });
  }
  const metadata = recordOf(raw['metadata']);
  const name =
    textOf(metadata['name']) ??
    generatedName(metadata) ??
    (fileNameOf(apiVersion, kind) === undefined ? undefined : '');
  if (name === undefined) return unusable(kind, { is: 'NO_NAME', kind });
  const { kind: named, namespaced } = lookup(apiVersion, kind);
  const ref = namespaced
    ? { kind: named, namespace: textOf(metadata['namespace']) ?? namespace, name }
    : { kind: named, name };
  return new Stored(raw as RawObject, ref, assumed);
}

function unusable(kind: string, detail: FindingDetails['OBJECT_UNUSABLE']): Finding {
  return { severity: 'error', code: 'OBJECT_UNUSABLE', detail, object: { kind, name: '' } };
}

function generatedName(metadata: Readonly<Record<string, unknown>>): string | undefined {
  const prefix = textOf(metadata['generateName']);
  return prefix === undefined ? undefined : `${prefix}00000`;
}

/**
 * Settles an object's identity and checks its metadata; undefined (with a finding) when it has no kind or no name.
 * `assumed`: the code of the assumption, for an object that was not given.
 */
export function storeObject(
  raw: unknown,
  namespace: string,
  report: Report,
  assumed?: AssumptionCode,
): StoredObject | undefined {
  const object = identify(raw, { namespace, lookup: createKindLookup(), assumed });
  if (!('raw' in object)) {
    addFinding(report, object);
    return undefined;
  }
  checkMetadata(object, report);
  return object;
}

/** What is wrong with the metadata of objects, and which are there twice. */
export function checkObjects(
  { objects, namespace, lookup }: Pick<StoreParts, 'objects' | 'namespace' | 'lookup'>,
  report: Report,
  about?: About,
): void {
  const known = new Set<ObjectKey>();
  for (const raw of objects) {
    const object = identify(raw, { namespace, lookup });
    if (about?.('raw' in object ? object.ref : object.object) === false) continue;
    if (!('raw' in object)) {
      addFinding(report, object);
      continue;
    }
    checkMetadata(object, report);
    const key = objectKey({ ...object.ref, kind: lookup(object.raw.apiVersion, object.ref.kind).shelf });
    if (known.has(key) && object.ref.name !== '') {
      addFinding(report, { severity: 'warning', code: 'DUPLICATE_OBJECT', detail: {}, object: object.ref });
    }
    known.add(key);
  }
}

/** The objects of one kind, in input order; by namespace ("" without one) and name. */
export interface Shelf {
  readonly list: readonly StoredObject[];
  /** Absent: `list`. */
  readonly refs?: readonly Pick<StoredObject, 'ref'>[];
  readonly names: ReadonlyMap<string, ReadonlyMap<string, StoredObject>>;
  readonly hasBearing: boolean;
  /** What was asked of it so far. */
  readonly few: Map<ObjectTest, readonly StoredObject[]>;
}

interface OpenShelf extends Shelf {
  readonly list: StoredObject[];
  readonly names: Map<string, Map<string, StoredObject>>;
}

export type Shelves = ReadonlyMap<string, Shelf>;

/** What a store is made of: the one after an edit is made of it and of the edit (follow/store.ts). */
export interface StoreParts {
  readonly objects: readonly unknown[];
  /** Of objects that name none. */
  readonly namespace: string;
  readonly lookup: KindLookup;
  readonly shelves: Shelves;
  readonly hasTwins: boolean;
  /** Kind by kind, in the order of their first objects. */
  readonly notRead: () => readonly StoredObject[];
}

/** Sorts objects by kind and name. The same twice: the later wins, in the place of the earlier. */
export function createObjectStore(objects: readonly unknown[], namespace: string): ObjectStore {
  const lookup = createKindLookup();
  const shelves = new Map<string, OpenShelf>();
  let hasTwins = false;
  for (const raw of objects) {
    const object = identify(raw, { namespace, lookup });
    if (!('raw' in object)) continue;
    const { ref } = object;
    const { shelf: label, hasBearing: bearing } = lookup(object.raw.apiVersion, ref.kind);
    let shelf = shelves.get(label);
    if (shelf === undefined) {
      shelf = { list: [], names: new Map(), hasBearing: bearing, few: new Map() };
      shelves.set(label, shelf);
    }
    let names = shelf.names.get(ref.namespace ?? '');
    if (names === undefined) shelf.names.set(ref.namespace ?? '', (names = new Map()));
    const before = names.size;
    names.set(ref.name, object);
    const isTwin = names.size === before;
    hasTwins ||= isTwin;
    if (!isTwin) shelf.list.push(object);
  }
  const latest = ({ list, names, ...shelf }: OpenShelf): Shelf => ({
    ...shelf,
    names,
    list: list.map((object) => names.get(object.ref.namespace ?? '')?.get(object.ref.name) ?? object),
  });
  const all: Shelves = hasTwins ? new Map([...shelves].map(([label, shelf]) => [label, latest(shelf)])) : shelves;
  const notRead = once(() => unreadOn([...all.values()]));
  return openStore({ objects, namespace, lookup, hasTwins, shelves: all, notRead });
}

const NONE: readonly StoredObject[] = [];

/** Kind by kind. */
export const unreadOn = (shelves: readonly Shelf[]): readonly StoredObject[] =>
  shelves.filter(({ hasBearing: bearing }) => !bearing).flatMap(({ list }) => list);

export function openStore(parts: StoreParts): ObjectStore {
  const { objects, shelves, namespace, lookup, notRead } = parts;
  const all = once(() => {
    const found = new Map<ObjectKey, RawObject>();
    for (const each of objects) {
      const object = identify(each, { namespace, lookup });
      if (!('raw' in object)) continue;
      const { raw, ref } = object;
      found.set(objectKey({ ...ref, kind: lookup(raw.apiVersion, ref.kind).key }), raw);
    }
    return found;
  });
  const shelfOf = (kind: string): Shelf | undefined => {
    const shelf = shelves.get(kind);
    return shelf?.hasBearing === true ? shelf : undefined;
  };
  return {
    parts,
    get all() {
      return all();
    },
    get notRead() {
      return notRead();
    },
    ofKind: (kind) => shelfOf(kind)?.list ?? NONE,
    refsOf: (kind) => shelfOf(kind)?.refs ?? shelfOf(kind)?.list ?? NONE,
    few: (kind, test) => fewOn(shelfOf(kind), test),
    get: ({ kind, namespace: space = '', name }) => shelves.get(kind)?.names.get(space)?.get(name),
  };
}

function fewOn(shelf: Shelf | undefined, test: ObjectTest): readonly StoredObject[] {
  if (shelf === undefined) return NONE;
  const found = shelf.few.get(test) ?? shelf.list.filter(test);
  shelf.few.set(test, found);
  return found;
}
