import { isSameAsk } from '../tools/ask.ts';
import type { Differences, Hunk } from './difference.ts';
import { once } from '../tools/once.ts';
import {
  identify,
  type ObjectStore,
  type ObjectTest,
  openStore,
  type Shelf,
  type StoredObject,
  type StoreParts,
  unreadOn,
} from '../cluster/object-store.ts';
import { writtenKind } from '../kind-table/kinds.ts';
import { isRecord } from '../model/reader.ts';

/** The store of objects of which most are those of the store before; undefined: too much is different. The same store: nothing is. */
export function followStore(
  differences: Differences,
  before: ObjectStore,
  objects: readonly unknown[],
  namespace: string,
): ObjectStore | undefined {
  const { parts } = before;
  if (parts.hasTwins || parts.namespace !== namespace) return undefined;
  const hunks = differences.of(parts.objects, objects);
  if (hunks === undefined) return undefined;
  if (hunks.length === 0) return before;
  const shelving = new Shelving(parts, objects);
  for (const hunk of hunks) if (!shelving.replace(hunk)) return undefined;
  for (const { before: was, after, hunk } of shelving.changes()) differences.note(was, after, [hunk]);
  const { lookup } = parts;
  const { shelves, leavesNotRead } = shelving;
  const notRead = leavesNotRead ? parts.notRead : once(() => unreadInOrder(shelves, objects));
  return openStore({ objects, namespace, lookup, shelves, notRead, hasTwins: false });
}

/** Kinds come in the order of their first objects. */
function unreadInOrder(shelves: StoreParts['shelves'], objects: readonly unknown[]): readonly StoredObject[] {
  const others = [...shelves.values()].filter(({ hasBearing }) => !hasBearing);
  const places = new Map(others.map((shelf) => [shelf, objects.indexOf(shelf.list[0]?.raw)]));
  return unreadOn(others.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0)));
}

/** What an object is stored as; undefined: it is none. Of one that stands twice it is the later. */
function findStored(
  raw: unknown,
  { shelves, ...identity }: Pick<StoreParts, 'namespace' | 'lookup' | 'shelves'>,
): StoredObject | undefined {
  const object = identify(raw, identity);
  if (!('raw' in object)) return undefined;
  const { kind, namespace = '', name } = object.ref;
  const { shelf } = identity.lookup(object.raw.apiVersion, kind);
  return shelves.get(shelf)?.names.get(namespace)?.get(name);
}

/** How the list of a shelf follows from the one before. */
interface ShelfChange {
  readonly before: readonly StoredObject[];
  readonly after: readonly StoredObject[];
  readonly hunk: Hunk;
}

/** Shelves of which those are copied that change, and of their names those of the namespaces. */
class Shelving {
  readonly shelves: Map<string, Shelf>;
  readonly #before: StoreParts;
  readonly #after: readonly unknown[];
  readonly #own = new Set<unknown>();
  readonly #changes = new Map<string, ShelfChange[]>();
  /** Nothing changed of the objects that are not read. */
  leavesNotRead = true;

  constructor(before: StoreParts, after: readonly unknown[]) {
    this.shelves = new Map(before.shelves);
    this.#before = before;
    this.#after = after;
  }

  /** False: an object would stand twice. */
  replace({ from, left, to, joined }: Hunk): boolean {
    const { objects, namespace, lookup } = this.#before;
    const leaving = objects.slice(from, from + left).map((raw) => findStored(raw, this.#before));
    const joining = this.#after.slice(to, to + joined).map((raw) => {
      const object = identify(raw, { namespace, lookup });
      return 'raw' in object ? object : undefined;
    });
    const inPlace = left === joined && leaving.every((old, at) => this.#isAlike(old, joining[at]));
    if (inPlace) {
      for (const [at, old] of leaving.entries()) this.#exchange(old, joining[at]);
      return true;
    }
    for (const old of leaving) if (old !== undefined) this.#remove(old);
    return joining.every((object, at) => object === undefined || this.#add(object, to + at));
  }

  /** Of the shelves of which one object alone changed. */
  changes(): readonly ShelfChange[] {
    return [...this.#changes.values()].flatMap(([one, ...more]) => (one === undefined || more.length > 0 ? [] : [one]));
  }

  #isAlike(a: StoredObject | undefined, b: StoredObject | undefined): boolean {
    if (a === undefined || b === undefined) return a === b;
    return this.#labelOf(a) === this.#labelOf(b) && isSameAsk(a.ref, b.ref);
  }

  #labelOf({ raw, ref }: StoredObject): string {
    return this.#before.lookup(raw.apiVersion, ref.kind).shelf;
  }

  #noteChange({ raw, ref }: StoredObject): void {
    this.leavesNotRead &&= this.#before.lookup(raw.apiVersion, ref.kind).hasBearing;
  }

  #exchange(old: StoredObject | undefined, object: StoredObject | undefined): void {
    if (old === undefined || object === undefined) return;
    this.#noteChange(object);
    const label = this.#labelOf(old);
    const shelf = this.shelves.get(label);
    if (shelf === undefined) return;
    const { list, refs = list } = shelf;
    const at = list.indexOf(old);
    this.#put(label, { ...shelf, list: list.with(at, object), refs }, { from: at, left: 1, to: at, joined: 1 });
    this.#namesOf(label, object).set(object.ref.name, object);
  }

  #remove(old: StoredObject): void {
    this.#noteChange(old);
    const label = this.#labelOf(old);
    const shelf = this.shelves.get(label);
    if (shelf === undefined) return;
    const { refs: _refs, list, ...rest } = shelf;
    if (list.length === 1) {
      this.shelves.delete(label);
      return;
    }
    const at = list.indexOf(old);
    this.#put(label, { ...rest, list: list.toSpliced(at, 1) }, { from: at, left: 1, to: at, joined: 0 });
    this.#namesOf(label, old).delete(old.ref.name);
  }

  #add(object: StoredObject, place: number): boolean {
    this.#noteChange(object);
    const label = this.#labelOf(object);
    const { hasBearing } = this.#before.lookup(object.raw.apiVersion, object.ref.kind);
    const shelf: Shelf = this.shelves.get(label) ?? { list: [], names: new Map(), hasBearing, few: new Map() };
    const { refs: _refs, list, ...rest } = shelf;
    if (rest.names.get(object.ref.namespace ?? '')?.has(object.ref.name) === true) return false;
    const earlier = this.#lastBefore(object, place);
    const at = earlier === undefined ? 0 : list.indexOf(earlier) + 1;
    this.#put(label, { ...rest, list: list.toSpliced(at, 0, object) }, { from: at, left: 0, to: at, joined: 1 });
    this.#namesOf(label, object).set(object.ref.name, object);
    return true;
  }

  /** Puts a shelf in the place of one from which it differs by one object. */
  #put(label: string, shelf: Shelf, hunk: Hunk): void {
    const was = this.shelves.get(label);
    const before = was?.list ?? [];
    const old = hunk.left === 0 ? undefined : before[hunk.from];
    const object = hunk.joined === 0 ? undefined : shelf.list[hunk.to];
    const few = fewAfter(shelf.few, old, object);
    this.shelves.set(label, { ...shelf, few });
    const changes = this.#changes.get(label) ?? [];
    changes.push({ before, after: shelf.list, hunk });
    this.#changes.set(label, changes);
  }

  /** The object of its kind that stands last before a place, all of which are on their shelf. */
  #lastBefore({ raw: { apiVersion }, ref: { kind } }: StoredObject, place: number): StoredObject | undefined {
    const { namespace, lookup } = this.#before;
    const { shelf } = lookup(apiVersion, kind);
    for (let at = place - 1; at >= 0; at -= 1) {
      const other = this.#after[at];
      if (!isRecord(other) || other['kind'] !== writtenKind(kind)) continue;
      const stored = findStored(other, { namespace, lookup, shelves: this.shelves });
      if (stored !== undefined && this.#labelOf(stored) === shelf) return stored;
    }
    return undefined;
  }

  /** The names of its namespace, to be changed. */
  #namesOf(label: string, { ref: { namespace = '' } }: StoredObject): Map<string, StoredObject> {
    const shelf = this.shelves.get(label);
    const spaces = this.#owned(shelf?.names);
    const names = this.#owned(spaces.get(namespace));
    spaces.set(namespace, names);
    if (shelf !== undefined) this.shelves.set(label, { ...shelf, names: spaces });
    return names;
  }

  #owned<K, V>(map: ReadonlyMap<K, V> | undefined): Map<K, V> {
    if (map !== undefined && this.#own.has(map)) return map as Map<K, V>;
    const own = new Map(map);
    this.#own.add(own);
    return own;
  }
}

/** What was asked of a shelf, after `old` left it and `object` came; what has to be asked again is left out. */
function fewAfter(
  before: Shelf['few'],
  old: StoredObject | undefined,
  object: StoredObject | undefined,
): Map<ObjectTest, readonly StoredObject[]> {
  const after = new Map<ObjectTest, readonly StoredObject[]>();
  for (const [test, found] of before) {
    const passes = object !== undefined && test(object);
    const at = old === undefined ? -1 : found.indexOf(old);
    if (at < 0 && !passes) after.set(test, found);
    else if (at >= 0) after.set(test, found.toSpliced(at, 1, ...(passes ? [object] : [])));
  }
  return after;
}
