import type { Trace } from '../../engine/packets.ts';
import {
  type Engine,
  loadPrograms,
  CLUSTER_NEEDS,
  missingPrograms,
  type Programs,
  type Router,
  type TraceResult,
} from '../../engine/engine.ts';
import { isServed, type Outcome } from '../../engine/outcomes.ts';
import type { EnglishWords } from '../../narration/en/english-words.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';

/** Called when something could not be fetched that is worth another try: its name at the start of a sentence, why, and the try. */
export type OnMissing = (part: string, error: unknown, retry: () => void) => void;

/** What came: programs, and words for what they do. */
export interface Fetched {
  readonly programs: readonly Programs[];
  readonly words?: EnglishWords;
}

const NOTHING: Fetched = { programs: [] };

/** Fetches what the engine can do beyond what most clusters need, with the words for it. Rejects when it cannot be fetched. */
export async function fetchRare(): Promise<Fetched> {
  const [programs, { RARE_WORDS }] = await Promise.all([
    loadPrograms([...CLUSTER_NEEDS, 'folding', 'explanations']),
    import('../../narration/en/rare-words.ts'),
  ]);
  return { programs, words: RARE_WORDS };
}

/**
 * Fetches what tells why a request failed, if some outcome or packet did, or it cannot be walked at all (undefined), and the
 * engine does not have it. No programs: nothing is wanted.
 */
export async function fetchExplanations(
  { programs: { names } }: Engine,
  outcomes: readonly Outcome[] | undefined,
): Promise<Fetched> {
  if (names.includes('explanations') || outcomes?.every(wentWell) === true) return NOTHING;
  const [programs, said] = await Promise.all([loadPrograms(['explanations']), fetchFailureWords()]);
  return { ...said, programs };
}

/** Fetches the words for what goes wrong. */
export async function fetchFailureWords(): Promise<Fetched> {
  const { FAILURE_WORDS: failures } = await import('../../narration/en/failure-words.ts');
  return { programs: [], words: { failures } };
}

/** Fetches the words for steps and hops. */
export async function fetchStepWords(): Promise<Fetched> {
  const { STEP_WORDS: steps } = await import('../../narration/en/step-words.ts');
  return { programs: [], words: { steps } };
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
export async function fetchFolding({ programs: { names } }: Engine, { missing }: TraceResult): Promise<Fetched> {
  return names.includes('folding') || missing === undefined ? NOTHING : fetchRare();
}

/** True when a document states something that the engine does not have: fetch it before the document is opened. */
export function wantsPrograms(engine: Engine, { objects, overrides }: ScenarioDocument): boolean {
  return engine.lacks(objects, overrides).length > 0;
}

/** True when something else stands in for a program that a router's cluster asks for. */
export function lacksPrograms({ cluster, programs }: Router): boolean {
  return missingPrograms(cluster, programs.names).length > 0;
}
