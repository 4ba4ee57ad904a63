import type { ObjectRef } from '../../engine/objects.ts';
import { checkNames } from '../../manifests/checks/check-names.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { hasPods, objectsOf } from './board-objects.ts';

/** Longest name that is made: it becomes a label of pods, the first label of a host, and some characters are added to it. RFC 1035 */
const LONGEST = 50;

/**
 * The first of these names that nothing has with which it would be mixed up: no object of the kind in the namespace, and of what makes
 * pods nothing else that does, as their labels are made of it. Where all are taken, the first with a number. A name that the kind
 * cannot have is made one that it can.
 */
export function freeName(
  document: ScenarioDocument,
  { kind, namespace }: { readonly kind: string; readonly namespace?: string | undefined },
  wishes: readonly [string, ...string[]],
): string {
  const alike = (other: ObjectRef): boolean => other.kind === kind || (hasPods({ kind }) && hasPods(other));
  const taken = new Set(
    objectsOf(document)
      .filter(({ ref }) => alike(ref) && ref.namespace === namespace)
      .map(({ ref }) => ref.name),
  );
  const names = wishes.map((wish) => nameFor(kind, wish));
  const free = names.find((name) => !taken.has(name));
  if (free !== undefined) return free;
  const stem = (names[0] ?? kind.toLowerCase()).replace(/-\d+$/, '');
  for (let number = 2; ; number += 1) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`;
}

/** A label of DNS, as every kind can be called, and a Service that begins with a letter. */
function nameFor(kind: string, wish: string): string {
  const name = trimmed(trimmed(wish.toLowerCase().replace(/[^a-z\d]+/g, '-')).slice(0, LONGEST));
  if (name === '') return kind.toLowerCase();
  return checkNames({ kind, name }).problems.length === 0 ? name : `${kind.toLowerCase()}-${name}`;
}

function trimmed(name: string): string {
  return name.replace(/^-+|-+$/g, '');
}
