/** The kind that was probably meant by one that nobody knows: a letter more, less, other or swapped, or another case. */
export function meantKind(written: string, known: readonly string[]): string | undefined {
  const lower = written.toLowerCase();
  return known.find((kind) => kind !== written && isOneEdit(lower, kind.toLowerCase()));
}

function isOneEdit(a: string, b: string): boolean {
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < most - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const [left, right] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
