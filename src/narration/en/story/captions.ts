import type { BeatFacts, BeatKind } from '../../../engine/story.ts';
import type { BeatNarration } from '../../narrator.ts';

/** A few words for the list, and the sentence that stands beside the packet: short enough to be read while it moves. */
export type Captions<Kinds extends BeatKind> = { readonly [Kind in Kinds]: (facts: BeatFacts[Kind]) => BeatNarration };

/** Of what goes wrong. */
export type FailedKind = 'NAME_UNANSWERED' | 'STOPPED';
/** Of what only some clusters do. */
export type RareKind =
  | 'ALLOWED'
  | 'WRAPPED'
  | 'UNWRAPPED'
  | 'CUT'
  | 'TLS_ENDED'
  | 'ROUTE_FOUND'
  | 'NO_ROUTE_FOUND'
  | 'SIDECAR_DECIDED'
  | 'PASSED_ON';

/** Captions that are fetched when a walk needs them; absent: such a beat is told by its kind alone. */
export interface CaptionsAtHand {
  readonly failed: Captions<FailedKind> | undefined;
  readonly rare: Captions<RareKind> | undefined;
}
