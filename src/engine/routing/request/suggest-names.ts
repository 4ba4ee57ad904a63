import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';

/** "; did you mean a, b?", or what there is when nothing is near. */
export function suggest(name: string, known: readonly string[]): string {
  const near = nearestNames(name, known);
  if (near.length > 0) return `; did you mean ${near.join(' or ')}?`;
  if (known.length === 0) return '; there are none';
  const some = known.slice(0, 5).join(', ');
  return `; there ${known.length === 1 ? 'is' : 'are'} ${some}${known.length > 5 ? ` and ${known.length - 5} more` : ''}`;
}
