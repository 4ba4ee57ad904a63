import type { PacketState, Timeline } from '../../simulation/playback/timeline.ts';

/** Consecutive beats of one leg and direction, in fractions of the whole. */
export interface Band {
  readonly key: string;
  readonly direction: 'request' | 'reply';
  /** What its packet sets off as: an answer may bring an error. */
  readonly state: PacketState;
  readonly from: number;
  readonly to: number;
}

export function bandsOf({ beats, duration }: Timeline): readonly Band[] {
  const bands: Band[] = [];
  for (const beat of beats) {
    const key = `${beat.leg}-${beat.direction}`;
    const from = beat.start / duration;
    const to = (beat.start + beat.duration) / duration;
    const last = bands.at(-1);
    if (last?.key === key) bands[bands.length - 1] = { ...last, to };
    else bands.push({ key, direction: beat.direction, state: beat.state, from, to });
  }
  return bands;
}

/** Where hops begin, but for the first, in fractions of the whole. */
export function hopStarts({ beats, duration }: Timeline): readonly number[] {
  return beats.filter(({ step, index }) => step === 0 && index > 0).map(({ start }) => start / duration);
}
