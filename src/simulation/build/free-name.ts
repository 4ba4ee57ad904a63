import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { hasPods, objectsOf } from './board-objects.ts';

/** Longest name of a Service; what makes pods gets some characters added. RFC 1035 */
const LONGEST = 50;

/**
 * The first of these names that nothing has with which it would be mixed up: no object of the kind in the namespace, and of what makes
 * pods nothing else that does, as their labels are made of it. Where all are taken, the first with a number.
 */
export function freeName(
  document: ScenarioDocument,
  { kind, namespace }: { readonly kind: string; readonly namespace?: string | undefined },
  [first, ...others]: readonly [string, ...string[]],
): string {
  const alike = (other: string): boolean =>
    other === kind || (hasPods({ kind, name: '' }) && hasPods({ kind: other, name: '' }));
  const taken = new Set(
    objectsOf(document)
      .filter(({ ref }) => alike(ref.kind) && ref.namespace === namespace)
      .map(({ ref }) => ref.name),
  );
  const free = [first, ...others].find((name) => !taken.has(name));
  if (free !== undefined) return free;
  const stem = first.slice(0, LONGEST).replace(/-\d+$/, '');
  for (let number = 2; ; number += 1) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`;
}
