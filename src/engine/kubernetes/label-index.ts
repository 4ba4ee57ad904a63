import { groupBy } from './group-by.ts';
import { matchesLabels } from './node-match.ts';
import type { Labels } from './specs.ts';

interface Labelled {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
}

/** Finds what a selector selects without looking at everything. */
export interface LabelIndex<T> {
  /** In the order they were indexed. An empty selector selects all of the namespace. */
  readonly select: (namespace: string, selector: Labels) => readonly T[];
  readonly inNamespace: (namespace: string) => readonly T[];
}

/** Finds things by name, too. */
export interface NamedIndex<T> extends LabelIndex<T> {
  readonly find: (namespace: string, name: string) => T | undefined;
}

/** What is in one namespace, by name and by label; each made when first asked for. */
interface Shelf<T> {
  readonly items: readonly T[];
  byName?: ReadonlyMap<string, T>;
  readonly byLabel: Map<string, ReadonlyMap<string, readonly T[]>>;
}

/** An index that looks at no labels but those of the namespaces it is asked about. */
export function createLabelIndex<T extends Labelled>(items: readonly T[]): NamedIndex<T> {
  let shelves: ReadonlyMap<string, Shelf<T>> | undefined;
  const shelfOf = (namespace: string): Shelf<T> | undefined => {
    shelves ??= new Map(
      [...groupBy(items, (item) => item.namespace)].map(([name, own]) => [name, { items: own, byLabel: new Map() }]),
    );
    return shelves.get(namespace);
  };
  return {
    inNamespace: (namespace) => shelfOf(namespace)?.items ?? [],
    find: (namespace, name) => {
      const shelf = shelfOf(namespace);
      if (shelf === undefined) return undefined;
      shelf.byName ??= new Map(shelf.items.map((item) => [item.name, item]));
      return shelf.byName.get(name);
    },
    select: (namespace, selector) => {
      const shelf = shelfOf(namespace);
      if (shelf === undefined) return [];
      let shortest = shelf.items;
      for (const [key, value] of Object.entries(selector)) {
        const list = valuesOf(shelf, key).get(value) ?? [];
        if (list.length < shortest.length) shortest = list;
      }
      return shortest.filter((item) => matchesLabels(selector, item.labels));
    },
  };
}

/** The items that have a label, by its value. */
function valuesOf<T extends Labelled>(shelf: Shelf<T>, key: string): ReadonlyMap<string, readonly T[]> {
  let values = shelf.byLabel.get(key);
  if (values === undefined) {
    values = groupBy(
      shelf.items.filter(({ labels }) => Object.hasOwn(labels, key)),
      ({ labels }) => labels[key] ?? '',
    );
    shelf.byLabel.set(key, values);
  }
  return values;
}
