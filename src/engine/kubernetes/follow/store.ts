import { isSameAsk } from '../tools/ask.ts';
import { type Differences, type Hunk, spliced } from './difference.ts';
import {
  createKindLookup,
  identify,
  type KindLookup,
  type ObjectStore,
  openStore,
  type Shelf,
  type StoredObject,
} from '../model/object-store.ts';

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
  const lookup = createKindLookup();
  const stored = spliced(parts.stored, hunks, (at) => {
    const object = identify(objects[at], { namespace, lookup });
    return 'raw' in object ? object : undefined;
  });
  const shelves = new Shelving(parts.shelves, lookup);
  for (const hunk of hunks) if (!shelves.replace(hunk, parts.stored, stored)) return undefined;
  const made = { objects, namespace, stored, shelves: shelves.shelves, hasTwins: false };
  return openStore(shelves.leavesNotRead && parts.notRead ? { ...made, notRead: parts.notRead } : made);
}

/** Shelves of which those are copied that change, and of their names those of the namespaces. */
class Shelving {
  readonly shelves: Map<string, Shelf>;
  readonly #lookup: KindLookup;
  readonly #own = new Set<unknown>();
  /** Nothing changed of the objects that are not read. */
  leavesNotRead = true;

  constructor(shelves: ReadonlyMap<string, Shelf>, lookup: KindLookup) {
    this.shelves = new Map(shelves);
    this.#lookup = lookup;
  }

  /** False: an object would stand twice. */
  replace(
    { from, left, to, joined }: Hunk,
    before: readonly (StoredObject | undefined)[],
    after: readonly (StoredObject | undefined)[],
  ): boolean {
    const leaving = before.slice(from, from + left);
    const joining = after.slice(to, to + joined);
    const inPlace = left === joined && leaving.every((old, at) => this.#isAlike(old, joining[at]));
    if (inPlace) {
      for (const [at, old] of leaving.entries()) this.#exchange(old, joining[at]);
      return true;
    }
    for (const old of leaving) if (old !== undefined) this.#remove(old);
    return joining.every((object, at) => object === undefined || this.#add(object, to + at, after));
  }

  #isAlike(a: StoredObject | undefined, b: StoredObject | undefined): boolean {
    if (a === undefined || b === undefined) return a === b;
    return this.#labelOf(a) === this.#labelOf(b) && isSameAsk(a.ref, b.ref);
  }

  #labelOf({ raw, ref }: StoredObject): string {
    return this.#lookup(raw.apiVersion, ref.kind).shelf;
  }

  #noteChange({ raw, ref }: StoredObject): void {
    this.leavesNotRead &&= this.#lookup(raw.apiVersion, ref.kind).hasBearing;
  }

  #exchange(old: StoredObject | undefined, object: StoredObject | undefined): void {
    if (old === undefined || object === undefined) return;
    this.#noteChange(object);
    const label = this.#labelOf(old);
    const shelf = this.shelves.get(label);
    if (shelf === undefined) return;
    const { list, refs = list } = shelf;
    this.shelves.set(label, { ...shelf, list: list.with(list.indexOf(old), object), refs });
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
    this.shelves.set(label, { ...rest, list: list.toSpliced(list.indexOf(old), 1) });
    this.#namesOf(label, old).delete(old.ref.name);
  }

  #add(object: StoredObject, at: number, after: readonly (StoredObject | undefined)[]): boolean {
    this.#noteChange(object);
    const label = this.#labelOf(object);
    const { hasBearing } = this.#lookup(object.raw.apiVersion, object.ref.kind);
    const shelf: Shelf = this.shelves.get(label) ?? { list: [], names: new Map(), hasBearing };
    const { refs: _refs, list, ...rest } = shelf;
    if (rest.names.get(object.ref.namespace ?? '')?.has(object.ref.name) === true) return false;
    const earlier = this.#lastBefore(object, at, after);
    const place = earlier === undefined ? 0 : list.indexOf(earlier) + 1;
    this.shelves.set(label, { ...rest, list: list.toSpliced(place, 0, object) });
    this.#namesOf(label, object).set(object.ref.name, object);
    return true;
  }

  #lastBefore(
    object: StoredObject,
    at: number,
    after: readonly (StoredObject | undefined)[],
  ): StoredObject | undefined {
    const label = this.#labelOf(object);
    for (let place = at - 1; place >= 0; place -= 1) {
      const other = after[place];
      if (other !== undefined && other.ref.kind === object.ref.kind && this.#labelOf(other) === label) return other;
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
