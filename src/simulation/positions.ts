import type { ElementId, Lens, Position, ScenarioDocument } from '../scenario/document/document.ts';

/** The name under which a position in a lens is kept. Wires stand as in Objects until somebody moves them there. */
export function positionKey(lens: Lens, id: ElementId): ElementId {
  return lens === 'objects' ? id : `${lens}|${id}`;
}

/** The element that {@link positionKey} made a name of. */
export function elementOfPosition(key: ElementId): ElementId {
  return key.slice(key.indexOf('|') + 1);
}

/** The positions that hold in a lens, by element. */
export function positionsIn(lens: Lens, layout: ScenarioDocument['layout']): ScenarioDocument['layout'] {
  const own: Record<ElementId, Position> = {};
  const shared: Record<ElementId, Position> = {};
  for (const [key, position] of Object.entries(layout)) {
    if (!key.includes('|')) shared[key] = position;
    else if (key.startsWith(`${lens}|`)) own[key.slice(lens.length + 1)] = position;
  }
  return lens === 'application' ? own : { ...shared, ...own };
}
