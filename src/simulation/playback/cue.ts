import type { NamespaceId, Subject, PacketHeader } from '../../engine/packets.ts';
import type { Beat } from '../../engine/story.ts';

/** What a packet looks like on its way; each state has its own shape and colour. unknown: the input does not say where it gets to. */
export type PacketState = 'request' | 'reply' | 'rejected' | 'dropped' | 'unknown';

/** One step of a walk as it is played: where the packet is, what happens, how long one looks at it. */
export interface Cue {
  readonly index: number;
  /** Index into the outcome's legs. */
  readonly leg: number;
  readonly direction: 'request' | 'reply';
  /** Index into the trace's hops, and into the hop's steps. */
  readonly hop: number;
  readonly step: number;
  readonly namespace: NamespaceId;
  /** The interface the packet is at; absent: inside the kernel or a process. */
  readonly interface?: string;
  /** The object on whose behalf the step happened: it lights up. */
  readonly subject?: Subject;
  readonly packet: PacketHeader;
  readonly state: PacketState;
  /** Index of the beat that is told while it is on; -1: there is none. */
  readonly beat: number;
  /** Milliseconds at speed 1: longer where something is decided or changed; 0: passed over at this depth. */
  readonly duration: number;
  /** Of these, how long the packet is on its way, and after that what happens to it is shown; absent: as its way is long. */
  readonly travel?: number;
  readonly act?: number;
  /** Milliseconds from the start of the timeline. */
  readonly start: number;
}

/** A cue before its time is known. */
export type PlacedCue = Omit<Cue, 'index' | 'beat' | 'duration' | 'travel' | 'act' | 'start'>;

/** A beat and the cues that it lasts: from the end of the beat before to its last mark. */
export interface PlacedBeat {
  readonly beat: Beat;
  readonly index: number;
  readonly first: number;
  readonly last: number;
  /** The cues of its marks, in their order. */
  readonly marks: readonly number[];
}
