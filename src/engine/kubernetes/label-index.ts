import { matchesLabels } from './node-match.ts';
import type { Labels } from './specs.ts';

interface Labelled {
  readonly namespace: string;
  readonly labels: Labels;
}

/** Finds what a selector selects without looking at everything. */
export interface LabelIndex<T extends Labelled> {
  /** In the order they were indexed. An empty selector selects all of the namespace. */
  readonly select: (namespace: string, selector: Labels) => readonly T[];
  readonly inNamespace: (namespace: string) => readonly T[];
}

export function createLabelIndex<T extends Labelled>(items: readonly T[]): LabelIndex<T> {
  const byLabel = new Map<string, T[]>();
  const byNamespace = new Map<string, T[]>();
  const add = (map: Map<string, T[]>, key: string, item: T): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [item]);
    else list.push(item);
  };
  for (const item of items) {
    add(byNamespace, item.namespace, item);
    for (const [key, value] of Object.entries(item.labels)) add(byLabel, `${item.namespace} ${key}=${value}`, item);
  }
  const inNamespace = (namespace: string): readonly T[] => byNamespace.get(namespace) ?? [];
  return {
    inNamespace,
    select: (namespace, selector) => {
      let shortest = inNamespace(namespace);
      for (const [key, value] of Object.entries(selector)) {
        const list = byLabel.get(`${namespace} ${key}=${value}`) ?? [];
        if (list.length < shortest.length) shortest = list;
      }
      return shortest.filter((item) => matchesLabels(selector, item.labels));
    },
  };
}
