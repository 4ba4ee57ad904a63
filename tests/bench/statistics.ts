/** The middle of the values; the mean of the two in the middle when their number is even. NaN for none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which `share` of the values lie, between neighbours on a straight line. NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Ours against the reference. */
export interface Ratio {
  /** Of the medians. */
  readonly value: number;
  /** Least and greatest ratio of one round. */
  readonly least: number;
  readonly greatest: number;
}

/** @param ours one figure per round, in the order of the rounds; @param reference likewise */
export function ratioOf(ours: readonly number[], reference: readonly number[]): Ratio {
  const pairs = ours.map((value, round) => value / (reference[round] ?? Number.NaN));
  return { value: median(ours) / median(reference), least: Math.min(...pairs), greatest: Math.max(...pairs) };
}
