import { groupBy } from '../tools/group-by.ts';
import { matchesLabels } from './node-match.ts';
import { remembered } from '../tools/ask.ts';
import { createGroups, type Groups } from '../tools/groups.ts';
import { onceEach } from '../tools/once.ts';
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

const namespaceOf = ({ namespace }: Named): string => namespace;

export const groupByNamespace = <T extends Named>(items: readonly T[]): Groups<T> => createGroups(items, namespaceOf);

type Names<T> = (space: readonly T[]) => ReadonlyMap<string, T>;

const createNames = <T extends Named>(): Names<T> =>
  remembered((space) => new Map(space.map((item) => [item.name, item])));

function lookUpNames<T extends Named>(groups: Groups<T>, names: Names<T>): NameIndex<T> {
  return { inNamespace: groups.of, find: (namespace, name) => names(groups.of(namespace)).get(name) };
}

/** An index that looks at no names but those of the namespaces it is asked about. */
export function createNameIndex<T extends Named>(items: readonly T[]): NameIndex<T> {
  return lookUpNames(groupByNamespace(items), createNames<T>());
}

/** What is known of namespaces, by the list of what is in them: it stands as long as the list does. */
export interface Spaces<T> {
  readonly names: Names<T>;
  readonly byLabel: (space: readonly T[]) => (key: string) => ReadonlyMap<string, readonly T[]>;
}

export function createSpaces<T extends Labelled>(): Spaces<T> {
  return { names: createNames<T>(), byLabel: remembered((space) => onceEach((key: string) => withLabel(space, key))) };
}

/** An index that looks at no labels but those of the namespaces it is asked about. */
export function createLabelIndex<T extends Labelled>(
  groups: Groups<T>,
  { names, byLabel }: Spaces<T> = createSpaces<T>(),
): NamedIndex<T> {
  return {
    ...lookUpNames(groups, names),
    select: (namespace, selector) => {
      const space = groups.of(namespace);
      let shortest = space;
      for (const [key, value] of Object.entries(selector)) {
        const list = byLabel(space)(key).get(value) ?? [];
        if (list.length < shortest.length) shortest = list;
      }
      return shortest.filter((item) => matchesLabels(selector, item.labels));
    },
  };
}

/** Of items that come one after the other. */
export function joinIndexes<T>(first: NamedIndex<T>, second: NamedIndex<T>): NamedIndex<T> {
  return {
    inNamespace: onceEach((namespace) => joined(first.inNamespace(namespace), second.inNamespace(namespace))),
    find: (namespace, name) => second.find(namespace, name) ?? first.find(namespace, name),
    select: (namespace, selector) => joined(first.select(namespace, selector), second.select(namespace, selector)),
  };
}

/** Both lists, one after the other; the one itself where the other is empty. */
export function joined<T>(first: readonly T[], second: readonly T[]): readonly T[] {
  if (second.length === 0) return first;
  return first.length === 0 ? second : first.concat(second);
}

/** The items that have a label, by its value. */
function withLabel<T extends Labelled>(items: readonly T[], key: string): ReadonlyMap<string, readonly T[]> {
  const having = items.filter(({ labels }) => Object.hasOwn(labels, key));
  return groupBy(having, ({ labels }) => labels[key] ?? '');
}
