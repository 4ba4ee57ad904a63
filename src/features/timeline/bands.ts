import type { PacketState } from '../../simulation/playback/cue.ts';
import type { Timeline } from '../../simulation/playback/timeline.ts';

/** Consecutive cues of one leg and direction, in fractions of the whole. */
export interface Band {
  readonly key: string;
  readonly direction: 'request' | 'reply';
  /** What its packet sets off as: an answer may bring an error. */
  readonly state: PacketState;
  readonly from: number;
  readonly to: number;
}

export function bandsOf({ cues, duration }: Timeline): readonly Band[] {
  const bands: Band[] = [];
  for (const cue of cues) {
    const key = `${cue.leg}-${cue.direction}`;
    const from = cue.start / duration;
    const to = (cue.start + cue.duration) / duration;
    const last = bands.at(-1);
    if (last?.key === key) bands[bands.length - 1] = { ...last, to };
    else bands.push({ key, direction: cue.direction, state: cue.state, from, to });
  }
  return bands;
}

/** Where hops begin, in a story where beats do, but for the first; in fractions of the whole. */
export function hopStarts({ cues, beats, depth, duration }: Timeline): readonly number[] {
  const starts =
    depth === 'story'
      ? beats.map(({ first }) => cues[first]?.start ?? 0)
      : cues.filter(({ step }) => step === 0).map(({ start }) => start);
  return [...new Set(starts)].filter((start) => start > 0).map((start) => start / duration);
}
