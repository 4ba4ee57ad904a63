import type { Path } from './source.ts';

/** Where the parts of a value stand in a text: offsets of a scalar, or of the key in front of a mapping or list. */
export interface PlaceNode {
  at: number;
  readonly parts: Map<string | number, PlaceNode>;
}

export function createPlace(at: number): PlaceNode {
  return { at, parts: new Map() };
}

/** The offset at a path, or of the deepest part of the path that exists. */
export function lookupPlace(root: PlaceNode, path: Path): number {
  let node = root;
  for (const segment of path) {
    const next = node.parts.get(segment);
    if (next === undefined) return node.at;
    node = next;
  }
  return node.at;
}
