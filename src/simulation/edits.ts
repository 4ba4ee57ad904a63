import { type Intervention, hasRole, objectKey, type ObjectRef, type RawObject } from '../engine/objects.ts';
import { isSameAsk } from '../engine/text.ts';
import type { ElementId, Lens, Position, ScenarioDocument } from '../scenario/document/document.ts';
import { homeOf, refOf } from './object-refs.ts';
import { elementOfPosition, positionKey, positionsIn } from './positions.ts';

/** Changes of a document. Each returns the same document when nothing changes. */

export function setPosition(document: ScenarioDocument, id: ElementId, position: Position): ScenarioDocument {
  const old = document.layout[id];
  if (old !== undefined && old.x === position.x && old.y === position.y) return document;
  return { ...document, layout: { ...document.layout, [id]: position } };
}

/** Several at once. The same document where each stands there already. */
export function setPositions(
  document: ScenarioDocument,
  positions: ReadonlyMap<ElementId, Position>,
): ScenarioDocument {
  return [...positions].reduce((each, [id, position]) => setPosition(each, id, position), document);
}

/** Back to the automatic layout of a lens. */
export function clearPositions(document: ScenarioDocument, lens: Lens): ScenarioDocument {
  const { layout } = document;
  const mine = new Set(Object.keys(positionsIn(lens, layout)).map((id) => positionKey(lens, id)));
  // What stands there as in Objects goes from both.
  const isGone = (key: string): boolean => mine.has(key) || (lens === 'wires' && !key.includes('|'));
  const kept = Object.entries(layout).filter(([key]) => !isGone(key));
  return kept.length === Object.keys(layout).length ? document : { ...document, layout: Object.fromEntries(kept) };
}

export function intervene(document: ScenarioDocument, intervention: Intervention): ScenarioDocument {
  return { ...document, interventions: [...document.interventions, intervention] };
}

/** Puts objects in: one with the same kind, namespace and name is replaced, others are appended. */
export function putObjects(document: ScenarioDocument, objects: readonly RawObject[]): ScenarioDocument {
  if (objects.length === 0) return document;
  const home = homeOf(document);
  const keyOf = (object: RawObject): string => objectKey(refOf(object, home));
  const byKey = new Map(objects.map((object) => [keyOf(object), object]));
  const kept = document.objects.map((object) => {
    const key = keyOf(object);
    const replacement = byKey.get(key);
    byKey.delete(key);
    return replacement === undefined ? object : withoutStaleStatus(object, replacement);
  });
  return { ...document, objects: [...kept, ...byKey.values()] };
}

/** What replaces an object, without a status that is of another spec: what a workload's says is of the one it was read with. */
export function withoutStaleStatus(before: RawObject, after: RawObject): RawObject {
  const { status, ...rest } = after;
  const isStale =
    hasRole(after.kind, 'workload') && isSameAsk(status, before.status) && !isSameAsk(after.spec, before.spec);
  return isStale && status !== undefined ? rest : after;
}

/** Keeps what somebody wrote of objects, by their keys. */
export function setTexts(document: ScenarioDocument, texts: ReadonlyMap<string, string>): ScenarioDocument {
  if ([...texts].every(([key, text]) => document.texts?.[key] === text)) return document;
  return { ...document, texts: { ...document.texts, ...Object.fromEntries(texts) } };
}

function withoutTexts(texts: ScenarioDocument['texts'], keys: ReadonlySet<string>): Pick<ScenarioDocument, 'texts'> {
  const kept = Object.entries(texts ?? {}).filter(([key]) => !keys.has(key));
  return kept.length === 0 ? {} : { texts: Object.fromEntries(kept) };
}

/** Takes objects off the board, with where they stood and what was written of them. */
export function removeObjects(document: ScenarioDocument, refs: readonly ObjectRef[]): ScenarioDocument {
  const keys = new Set(refs.map(objectKey));
  const home = homeOf(document);
  const objects = document.objects.filter((object) => !keys.has(objectKey(refOf(object, home))));
  if (objects.length === document.objects.length) return document;
  const layout = Object.entries(document.layout).filter(([key]) => !keys.has(elementOfPosition(key)));
  const { texts, ...rest } = document;
  return { ...rest, ...withoutTexts(texts, keys), objects, layout: Object.fromEntries(layout) };
}
