import type { Assumption, Cluster, Finding, Machine, PendingReason } from '../engine/objects.ts';
import type { Condition } from '../engine/gateways.ts';
import type { Hop, Step, NamespaceId } from '../engine/packets.ts';
import type { CauseFacts, Carries, Fix, NotConsidered, Outcome } from '../engine/outcomes.ts';
import type { Diagnostic } from '../manifests/diagnostic.ts';
import type { Beat } from '../engine/story.ts';
import type { RequestError } from '../engine/requests.ts';

/** A step in words. */
export interface Narration {
  /** A few words: what happened. */
  readonly title: string;
  /** One sentence: why. */
  readonly sentence: string;
}

/** A beat in words. */
export interface BeatNarration {
  /** A few words, for a list. */
  readonly title: string;
  /** The sentence that stands beside the packet. */
  readonly caption: string;
}

/** Where the step being told stands. */
export interface NarrationContext {
  readonly cluster: Cluster;
  readonly hop: Hop;
  readonly direction: Carries;
}

/** What a name server was asked, in words. */
export interface LookupNarration {
  /** How many questions, to whom, and the answer. */
  readonly summary: string;
  /** How the name would cost fewer questions. */
  readonly advice?: string;
}

/** Everything that is said about packets, in one language. Each language is a folder beside this file. */
export interface Narrator {
  readonly step: (step: Step, context: NarrationContext) => Narration;
  readonly beat: (beat: Beat) => BeatNarration;
  /** The hop in a line: what this place did with the packet. */
  readonly hop: (context: NarrationContext) => string;
  /** "Pod shop/web-0", "Node node-1", "Internet". `machine`: somebody's own one, on which the cluster runs. */
  readonly place: (namespace: NamespaceId, machine?: Machine) => string;
  /** How the request went, in one sentence. */
  readonly outcome: (outcome: Outcome) => string;
  /** Why the request failed. */
  readonly cause: (cause: CauseFacts) => string;
  /** What to do so that it succeeds, in a sentence. */
  readonly fix: (fix: Fix) => string;
  /** Why a request cannot be walked: a sentence without its capital and its full stop. */
  readonly requestError: (error: RequestError) => string;
  /** What an object that was not considered could do to the request, in a sentence. */
  readonly notConsidered: (notConsidered: NotConsidered) => string;
  /** Why a pod stays Pending, within a sentence. */
  readonly pending: (reason: PendingReason) => string;
  /** The message of a condition in a Gateway's or route's status; "" where there is nothing to say. */
  readonly condition: (condition: Condition) => string;
  /** What is worth telling about an object. */
  readonly finding: (finding: Finding) => string;
  /** What is wrong, or worth knowing, at a place in a text. */
  readonly diagnostic: (diagnostic: Diagnostic) => string;
  /** What was taken for granted. */
  readonly assumption: (assumption: Assumption) => string;
}
