import type { Assumption, ConditionDetail, PendingReason, Finding } from '../../engine/objects.ts';
import type {
  BpfStep,
  IpvsStep,
  NeighborStep,
  ProxyStep,
  RedirectStep,
  RuleStep,
  Step,
  TunnelStep,
} from '../../engine/packets.ts';
import type { CauseFacts, Fix, NotConsidered, Outcome } from '../../engine/outcomes.ts';
import type { Diagnostic } from '../../manifests/diagnostic.ts';
import type { RequestError } from '../../engine/requests.ts';
import type { Narration, NarrationContext } from '../narrator.ts';
import type { Captions, FailedKind, RareKind } from '../en/story/captions.ts';

/** The words for what goes wrong; most walks go well. */
export interface FailureWords {
  readonly captions: Captions<FailedKind>;
  /** A step by which a packet is lost or refused. */
  readonly step: (step: Step, context: NarrationContext) => Narration | undefined;
  /** How a request that did not arrive went, where its cause is not known. */
  readonly outcome: (outcome: Outcome) => string;
  /** After the sentence on a request that arrived; nothing when the answer gets back. */
  readonly lostAnswer: (outcome: Outcome) => string;
  readonly cause: (cause: CauseFacts) => string;
  readonly fix: (fix: Fix) => string;
  readonly requestError: (error: RequestError) => string;
}

/** Steps that only programs beyond what most clusters need take. */
type ProgramStep = IpvsStep | BpfStep | TunnelStep | RedirectStep | ProxyStep;

/** The words for what those programs do. */
export interface ProgramWords {
  readonly captions: Captions<RareKind>;
  readonly step: (step: ProgramStep, context: NarrationContext) => Narration;
  /** Of an address that another answers for, or a node for a load balancer; undefined: who has it answers. */
  readonly neighbor: (step: NeighborStep, context: NarrationContext) => Narration | undefined;
  /** A rule such as only they write; undefined: any cluster may have it. `place` says which it is. */
  readonly rule: (step: RuleStep, place: string) => Narration | undefined;
}

/** The words for steps and hops; a story has none of them. */
export interface StepWords {
  readonly step: (step: Step, context: Telling) => Narration;
  readonly hop: (context: NarrationContext) => string;
}

/** What only some walks need words for. A field is absent: such a step is told by its type and action alone, other things by their code. */
export interface WalkWords {
  readonly steps?: StepWords;
  readonly failures?: FailureWords;
  readonly programs?: ProgramWords;
  readonly notConsidered?: (notConsidered: NotConsidered) => string;
  readonly pending?: (reason: PendingReason) => string;
  readonly condition?: (detail: ConditionDetail) => string;
  /** What is worth telling about an object. */
  readonly finding?: (finding: Finding) => string;
  /** What is wrong with a text, or worth knowing of it. */
  readonly diagnostic?: (diagnostic: Diagnostic) => string;
  /** What was taken for granted. */
  readonly assumption?: (assumption: Assumption) => string;
}

/** Where the step being told stands, and the words at hand. */
export interface Telling extends NarrationContext {
  readonly words: WalkWords;
}

/** A step in the plainest words. */
export const plainly = (step: Step): Narration => ({ title: step.type, sentence: `${step.action}.` });

export function narrateFailure(step: Step, context: Telling): Narration {
  return context.words.failures?.step(step, context) ?? plainly(step);
}

export function narrateRareStep(step: ProgramStep, context: Telling): Narration {
  return context.words.programs?.step(step, context) ?? plainly(step);
}
