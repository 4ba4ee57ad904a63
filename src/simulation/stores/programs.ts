import type { Trace } from '../../engine/packets.ts';
import type { Engine, Programs, Router, TraceResult } from '../../engine/engine.ts';
import { CLUSTER_NEEDS, loadPrograms, missingPrograms, type Walking } from '../../engine/fetched.ts';
import { isServed, type Outcome } from '../../engine/outcomes.ts';
import type { WalkWords } from '../../narration/page/walk-words.ts';
import type { Language, PartName } from '../../narration/page/language.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';

/** Called when something could not be fetched that is worth another try: what, why, and the try. */
export type OnMissing = (part: PartName, error: unknown, retry: () => void) => void;

/** What came: programs, and words for what they do; or what walks at all. */
export interface Fetched {
  readonly programs: readonly Programs[];
  readonly words?: WalkWords;
  /** What walks requests. */
  readonly walking?: Walking;
}

/** Where the words for walks come from, in some language. */
export type WalkWordsSource = Language['walks'];

const NOTHING: Fetched = { programs: [] };

/** Fetches what the engine can do beyond what most clusters need, with the words for it. Rejects when it cannot be fetched. */
export async function fetchRare(walks: WalkWordsSource): Promise<Fetched> {
  const [programs, words] = await Promise.all([
    loadPrograms([...CLUSTER_NEEDS, 'folding', 'explanations']),
    walks.rare(),
  ]);
  return { programs, words };
}

/**
 * Fetches what tells why a request failed, if some outcome or packet did, or it cannot be walked at all (undefined), and the
 * engine does not have it. No programs: nothing is wanted.
 */
export async function fetchExplanations(
  { programs: { names } }: Engine,
  outcomes: readonly Outcome[] | undefined,
  walks: WalkWordsSource,
): Promise<Fetched> {
  if (names.includes('explanations') || outcomes?.every(wentWell) === true) return NOTHING;
  const [programs, words] = await Promise.all([loadPrograms(['explanations']), walks.failures()]);
  return { programs, words };
}

/** Of every packet on the way, name servers' too: one that is lost, or that a process took of which nothing was said, takes words. */
function wentWell(outcome: Outcome): boolean {
  return (
    isServed(outcome) &&
    outcome.assumptions.every(({ detail }) => !('is' in detail) || detail.is !== 'NOT_SAID') &&
    outcome.legs.every(({ request, reply }) => hasArrived(request) && (reply === undefined || hasArrived(reply)))
  );
}

const hasArrived = ({ disposition }: Trace): boolean => disposition === 'ACCEPTED' || disposition === 'EXITS_NETWORK';

/**
 * Fetches what walks one way of each kind, if a request has more ways than are walked at first and the engine does not have it.
 * No programs: nothing is wanted.
 */
export async function fetchFolding(
  { programs: { names } }: Engine,
  { missing }: TraceResult,
  walks: WalkWordsSource,
): Promise<Fetched> {
  return names.includes('folding') || missing === undefined ? NOTHING : fetchRare(walks);
}

/** True when a document states something that the engine does not have: fetch it before the document is opened. */
export function wantsPrograms(engine: Engine, { objects, overrides }: ScenarioDocument): boolean {
  // Once it has what is rare, objects need not be asked.
  return !engine.programs.names.includes('remarks') && engine.lacks(objects, overrides).length > 0;
}

/** True when something else stands in for a program that a router's cluster asks for. */
export function lacksPrograms({ cluster, programs }: Router): boolean {
  return missingPrograms(cluster, programs.names).length > 0;
}
