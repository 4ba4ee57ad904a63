import type { RoomWords } from '../../../narration/page/language.ts';
import type { Hop, Trace } from '../../../engine/packets.ts';
import { continues, type Leg } from '../../../engine/outcomes.ts';
import { cueTrace, type Timeline } from '../../../simulation/playback/timeline.ts';
import type { PacketState } from '../../../simulation/playback/cue.ts';

/** A hop of the walk with where it stands in the timeline. */
export interface WalkHop {
  readonly key: string;
  readonly hop: Hop;
  /** Index of its first step's cue; its steps' cues follow one by one. */
  readonly firstCue: number;
  /** What the packet looks like when it leaves the hop. */
  readonly state: PacketState;
  /** True where the packet's way ends without arriving. */
  readonly fails: boolean;
}

/** One leg in one direction: a packet's way from end to end. */
export interface WalkSection {
  readonly key: string;
  readonly title: string;
  readonly leg: Leg;
  readonly direction: 'request' | 'reply';
  readonly trace: Trace;
  readonly hops: readonly WalkHop[];
}

/** The timeline as sections of hops, in the order they are played. */
export function walkSections(timeline: Timeline, words: RoomWords['walkDetail']): readonly WalkSection[] {
  const sections: { section: Omit<WalkSection, 'hops'>; hops: WalkHop[] }[] = [];
  for (const cue of timeline.cues) {
    if (cue.step !== 0) continue;
    const leg = timeline.outcome.legs[cue.leg];
    const trace = cueTrace(timeline, cue);
    const hop = trace?.hops[cue.hop];
    if (leg === undefined || trace === undefined || hop === undefined) continue;
    const key = `${cue.leg}-${cue.direction}`;
    const state = timeline.cues[cue.index + hop.steps.length - 1]?.state ?? cue.state;
    const fails = cue.hop === trace.hops.length - 1 && !arrives(trace);
    const entry: WalkHop = { key: `${key}-${cue.hop}`, hop, firstCue: cue.index, state, fails };
    const last = sections.at(-1);
    if (last?.section.key === key) last.hops.push(entry);
    else {
      const title = sectionTitle(leg, cue.direction, words);
      sections.push({ section: { key, title, leg, direction: cue.direction, trace }, hops: [entry] });
    }
  }
  return sections.map(({ section, hops }) => ({ ...section, hops }));
}

function sectionTitle(leg: Leg, direction: 'request' | 'reply', words: RoomWords['walkDetail']): string {
  const name = words.sections[leg.kind];
  if (direction === 'request') return continues(leg) ? words.follows(name) : words.request(name);
  return arrives(leg.request) ? words.reply(name) : words.error(name);
}

function arrives({ disposition }: Trace): boolean {
  return disposition === 'ACCEPTED' || disposition === 'EXITS_NETWORK';
}
