const MOST = 14;

/** For each name how many of its last characters have to be seen, at least `least`, for names cut in the middle to differ. */
export function endsThatDiffer(names: readonly string[], least: number): ReadonlyMap<string, number> {
  const sorted = names.map((name) => ({ name, reversed: reverse(name) })).toSorted(byReversed);
  return new Map(
    sorted.map(({ name, reversed }, index) => {
      const needed = [sorted[index - 1], sorted[index + 1]].map((other) => {
        if (other === undefined || other.name === name) return 0;
        const end = alikeFor(reversed, other.reversed);
        // Where they differ sooner at their beginning, that tells them apart.
        return end < alikeFor(name, other.name) ? end + 1 : 0;
      });
      return [name, Math.min(MOST, Math.max(least, ...needed))];
    }),
  );
}

function byReversed(a: { readonly reversed: string }, b: { readonly reversed: string }): number {
  return a.reversed < b.reversed ? -1 : 1;
}

/** Names of objects are plain ASCII. */
function reverse(name: string): string {
  return Array.from(name).toReversed().join('');
}

/** How many characters two texts have in common from their start. */
function alikeFor(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}
