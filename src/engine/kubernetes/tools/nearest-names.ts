/** No name of the API or of DNS is longer; longer ones are no slips of each other. */
const LONGEST = 253;

/** The known names most like `name`, best first, at most `limit`; empty when none is near enough to be meant. */
export function nearestNames(name: string, known: Iterable<string>, limit = 3): readonly string[] {
  if (name.length > LONGEST) return [];
  const wanted = name.toLowerCase();
  return [...new Set(known)]
    .filter((candidate) => candidate.length <= LONGEST)
    .map((candidate) => ({ candidate, distance: nameDistance(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, Math.ceil(candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

/** Like {@link editDistance}, but a name that only lacks an end (a Deployment's for its pod's) counts as near. */
function nameDistance(wanted: string, candidate: string): number {
  const lacksEnd = candidate.startsWith(`${wanted}-`) || candidate.endsWith(`/${wanted}`);
  return lacksEnd ? 1 : editDistance(wanted, candidate);
}

/** Levenshtein distance; swapped neighbours count as one. Of texts too long to be names it is the longer length, unless they are equal. */
export function editDistance(a: string, b: string): number {
  if (a.length > LONGEST || b.length > LONGEST) return a === b ? 0 : Math.max(a.length, b.length);
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
