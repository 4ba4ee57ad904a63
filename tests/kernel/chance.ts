/** What happens less often than this by chance is not taken for chance: about six standard deviations. */
export const NOISE = 1e-9;

/** So rarely may something that should happen not be seen. */
export const MISSED = 1e-8;

/** How likely one try is to end so. A client whose SYN is dropped sends it again, and an endpoint is chosen once more. */
export const chanceToSee = (text: string, share: number): number => (text === 'timeout' ? share ** 2 : share);

/** False: in so many tries it would have been seen. */
export const mayBeMissed = (text: string, share: number, tries: number): boolean =>
  (1 - chanceToSee(text, share)) ** tries >= MISSED * 10;

/**
 * How likely it is, when each of `tries` comes out with a probability of `chance` (between 0 and 1), that `hits` of them or something further
 * from what is to be expected on that side do.
 */
export function tailChance(hits: number, tries: number, chance: number): number {
  const upward = hits >= tries * chance;
  let sum = 0;
  // log of the binomial probability, from one number of hits to the next.
  let log = tries * Math.log1p(-chance);
  for (let count = 0; count <= tries; count += 1) {
    if (upward ? count >= hits : count <= hits) sum += Math.exp(log);
    log += Math.log((tries - count) / (count + 1)) + Math.log(chance / (1 - chance));
  }
  return Math.min(1, sum);
}

/**
 * Shares that are none by chance, in sentences: what was to come out in which part of the tries, against what did. Nothing is
 * said where some get no answer: a client repeats its SYN, and an endpoint is chosen once more.
 */
export function findUnfair(shares: ReadonlyMap<string, number>, outcomes: readonly string[]): readonly string[] {
  if (shares.has('timeout')) return [];
  const tries = outcomes.length;
  return [...shares].flatMap(([text, share]) => {
    const hits = outcomes.filter((one) => one === text).length;
    // Who never answers is another complaint, and so is who answers as well.
    if (hits === 0 || share > 1 - NOISE || tailChance(hits, tries, share) >= NOISE) return [];
    return [`${hits} of ${tries} tries, not about ${Math.round(tries * share)}: ${text}`];
  });
}
