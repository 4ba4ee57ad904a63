import { apiGroup, hasBearing, kindOf, type ObjectRef, type RawObject, writtenKind } from '../engine/objects.ts';
import type { Path, Place, SourceDocument } from './sources/source.ts';

/** Where in which file an object was read. Of the many objects in a list each holds no more than its step into that. */
export type Origin = Source | { readonly outer: Origin; readonly step: string | number };

interface Source {
  readonly file: string;
  readonly document: SourceDocument;
}

/** The place of a value in its file. */
export function placed(origin: Origin, path: Path): Place & { readonly file: string } {
  const steps = [...path];
  let from = origin;
  for (; 'outer' in from; from = from.outer) steps.unshift(from.step);
  const { line, column } = from.document.at(steps);
  return { file: from.file, line, column };
}

export interface FoundObject {
  readonly object: RawObject;
  readonly origin: Origin;
  /** Another object holds it as a text. */
  readonly isHeld?: true;
}

/** Positions by namespace and name. */
type Names = Map<string | undefined, Map<string, number>>;

/** Objects in the order they were found, each once. By maps in maps: a key of its own for each object would cost more than reading it. */
export class FoundObjects {
  private readonly list: (FoundObject | undefined)[] = [];
  /** By kind and group. */
  private readonly kinds = new Map<string, Map<string, Names>>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** Adds one behind all others and takes out the one of the same name, which is returned. */
  add(found: FoundObject): FoundObject | undefined {
    const earlier = this.delete(found.object);
    const { apiVersion, kind, metadata } = found.object;
    const groups = entry(this.kinds, kind, () => new Map<string, Names>());
    const names: Names = entry(groups, apiGroup(apiVersion), () => new Map());
    entry(names, metadata.namespace, () => new Map<string, number>()).set(metadata.name, this.list.length);
    this.list.push(found);
    this.count += 1;
    return earlier;
  }

  delete({ apiVersion, kind, metadata: { namespace, name } }: RawObject): FoundObject | undefined {
    const names = this.kinds.get(kind)?.get(apiGroup(apiVersion))?.get(namespace);
    const position = names?.get(name);
    if (names === undefined || position === undefined) return undefined;
    const found = this.list[position];
    this.list[position] = undefined;
    names.delete(name);
    this.count -= 1;
    return found;
  }

  all(): readonly FoundObject[] {
    return this.list.filter((found) => found !== undefined);
  }

  /** Without its group, a kind means the one that is read and has no group behind its name. */
  get({ kind, namespace, name }: ObjectRef): FoundObject | undefined {
    const positions = [...(this.kinds.get(writtenKind(kind))?.values() ?? [])].flatMap(
      (names) => names.get(namespace)?.get(name) ?? [],
    );
    const found = positions.sort((a, b) => a - b).flatMap((position) => this.list[position] ?? []);
    const isMeant = ({ object }: FoundObject): boolean =>
      hasBearing(object.apiVersion, object.kind) && kindOf(object) === kind;
    return found.findLast(isMeant) ?? found[0];
  }
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
