import type { ScenarioDocument } from '../scenario/document/document.ts';
import { EDITIONS } from './editions/editions.ts';

/** A lesson as it was in an edition; undefined: there never was one. */
export async function loadEdition(id: string, edition: string): Promise<ScenarioDocument | undefined> {
  const name = `${id}.${edition}`;
  if (!Object.hasOwn(EDITIONS, name)) return undefined;
  const kept = await EDITIONS[name]?.();
  return kept === undefined ? undefined : (JSON.parse(kept.EDITION) as ScenarioDocument);
}
