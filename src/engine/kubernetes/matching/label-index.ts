import { groupBy } from '../tools/group-by.ts';
import { matchesLabels } from './node-match.ts';
import { once, onceEach } from '../tools/once.ts';
import type { Labels } from '../model/specs.ts';

interface Named {
  readonly namespace: string;
  readonly name: string;
}

interface Labelled extends Named {
  readonly labels: Labels;
}

/** Finds things by name. */
export interface NameIndex<T> {
  /** In the order they were indexed. */
  readonly inNamespace: (namespace: string) => readonly T[];
  readonly find: (namespace: string, name: string) => T | undefined;
}

/** Finds what a selector selects without looking at everything. */
export interface LabelIndex<T> {
  /** In the order they were indexed. An empty selector selects all of the namespace. */
  readonly select: (namespace: string, selector: Labels) => readonly T[];
}

export interface NamedIndex<T> extends LabelIndex<T>, NameIndex<T> {}

/** An index that looks at no names but those of the namespaces it is asked about. */
export function createNameIndex<T extends Named>(items: readonly T[]): NameIndex<T> {
  const spaces = once(() => groupBy(items, (item) => item.namespace));
  const inNamespace = (namespace: string): readonly T[] => spaces().get(namespace) ?? [];
  const names = onceEach((namespace: string) => new Map(inNamespace(namespace).map((item) => [item.name, item])));
  return { inNamespace, find: (namespace, name) => names(namespace).get(name) };
}

/** An index that looks at no labels but those of the namespaces it is asked about. */
export function createLabelIndex<T extends Labelled>(items: readonly T[]): NamedIndex<T> {
  const names = createNameIndex(items);
  const byLabel = onceEach((namespace: string) =>
    onceEach((key: string) => withLabel(names.inNamespace(namespace), key)),
  );
  return {
    ...names,
    select: (namespace, selector) => {
      let shortest = names.inNamespace(namespace);
      for (const [key, value] of Object.entries(selector)) {
        const list = byLabel(namespace)(key).get(value) ?? [];
        if (list.length < shortest.length) shortest = list;
      }
      return shortest.filter((item) => matchesLabels(selector, item.labels));
    },
  };
}

/** The items that have a label, by its value. */
function withLabel<T extends Labelled>(items: readonly T[], key: string): ReadonlyMap<string, readonly T[]> {
  const having = items.filter(({ labels }) => Object.hasOwn(labels, key));
  return groupBy(having, ({ labels }) => labels[key] ?? '');
}
