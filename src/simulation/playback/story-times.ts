import type { Beat, BeatKind } from '../../engine/story.ts';
import type { CueTime } from './step-times.ts';
import type { PlacedBeat, PlacedCue } from './cue.ts';

/** Milliseconds: to find the sentence, and for each of its words. */
const READ = { find: 600, word: 195 } as const;
/** At least so much of a beat something moves. */
const MOVING = 0.6;
/** Milliseconds from one place to the next: between a pod and its node, between machines. */
const CROSSING = { near: 420, far: 800 } as const;
/** However many places it passes, and for the small packet of a name lookup. */
const LONGEST = { way: 2600, lookup: 1900 } as const;

/** Milliseconds to show what happens. */
const ACTS: Readonly<Record<BeatKind, number>> = {
  NAME_ANSWERED: 500,
  NAME_UNANSWERED: 700,
  SET_OFF: 500,
  CROSSED: 0,
  STAYED: 900,
  WAY_CHOSEN: 700,
  ALLOWED: 700,
  DESTINATION_CHANGED: 1500,
  SOURCE_CHANGED: 1000,
  RESTORED: 1100,
  WRAPPED: 1000,
  UNWRAPPED: 900,
  CUT: 800,
  TLS_ENDED: 900,
  ROUTE_FOUND: 1100,
  NO_ROUTE_FOUND: 1000,
  SIDECAR_DECIDED: 1100,
  PASSED_ON: 500,
  ARRIVED: 600,
  LEFT: 500,
  STOPPED: 1000,
  ANSWERED: 500,
  CAME_BACK: 700,
};

/** The time of each cue when a walk is told as a story: the packet goes from mark to mark, and stands only as long as one still reads. */
export function storyTimes(
  cues: readonly PlacedCue[],
  beats: readonly PlacedBeat[],
  wordsOf: (beat: Beat) => number,
): readonly CueTime[] {
  const times: CueTime[] = cues.map(() => ({ duration: 0, travel: 0, act: 0 }));
  for (const placed of beats) {
    const { beat, first, last, marks } = placed;
    const ways = crossings(cues, placed);
    const acts = new Map<number, number>();
    for (const [index, { kind }] of beat.marks.entries()) {
      const at = marks[index] ?? last;
      acts.set(at, (acts.get(at) ?? 0) + ACTS[kind]);
    }
    const moving = sum(ways.values()) + sum(acts.values());
    const reading = READ.find + READ.word * wordsOf(beat);
    const total = Math.max(moving, reading);
    // Nobody waits for a reader longer than the packet is on its way: it goes more slowly.
    const slower = moving === 0 ? 1 : Math.max(1, (total * MOVING) / moving);
    for (let at = first; at <= last; at += 1) {
      const travel = (ways.get(at) ?? 0) * slower;
      const act = (acts.get(at) ?? 0) * slower;
      const rest = at === last ? total - moving * slower : 0;
      times[at] = { duration: travel + act + Math.max(rest, 0), travel, act };
    }
  }
  return times;
}

/** Milliseconds on the way into each place, by the cue with which the packet gets there. */
function crossings(cues: readonly PlacedCue[], { first, last, beat }: PlacedBeat): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (let at = first; at <= last; at += 1) {
    const [before, cue] = [cues[at - 1], cues[at]];
    if (cue === undefined || before === undefined || cue.step !== 0 || cue.hop === 0) continue;
    const inside = (id: string): boolean => id.startsWith('pod/');
    found.set(at, inside(cue.namespace) || inside(before.namespace) ? CROSSING.near : CROSSING.far);
  }
  const whole = sum(found.values());
  const most = beat.lead.kind.startsWith('NAME_') ? LONGEST.lookup : LONGEST.way;
  if (whole <= most) return found;
  return new Map([...found].map(([at, time]) => [at, (time * most) / whole]));
}

function sum(values: Iterable<number>): number {
  return [...values].reduce((all, value) => all + value, 0);
}
