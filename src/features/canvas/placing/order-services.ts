import type { ClusterService } from '../../../engine/objects.ts';
import type { ElementId } from '../../../scenario/document/document.ts';
import { serviceId } from '../board/element.ts';
import type { Line } from '../board/lines.ts';

/**
 * Services from left to right as their pods stand: each by the middle of the places where its lines end. One without pods
 * stays beside the one it follows.
 */
export function orderServices(
  services: readonly ClusterService[],
  lines: readonly Line[],
  places: ReadonlyMap<ElementId, number>,
): readonly ClusterService[] {
  const ends = new Map<ElementId, number[]>();
  for (const { from, to } of lines) {
    const place = places.get(to);
    if (place === undefined) continue;
    const found = ends.get(from);
    if (found === undefined) ends.set(from, [place]);
    else found.push(place);
  }
  let last = Number.NEGATIVE_INFINITY;
  const placed = services.map((service) => {
    const found = ends.get(serviceId(service));
    if (found !== undefined) last = found.reduce((sum, place) => sum + place, 0) / found.length;
    return { service, place: last };
  });
  return placed.toSorted((a, b) => a.place - b.place).map(({ service }) => service);
}
