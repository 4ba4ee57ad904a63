/** Two sequences side by side: what has its like in the other, or stands alone. */
export interface Aligned<T> {
  readonly left?: T;
  readonly right?: T;
}

/**
 * Lays two sequences side by side so that the pairs are worth most together; both keep their order, and each of their items
 * occurs once. `worth` of two items is above 0, or 0 where they must not be paired. Of ways that are worth as much, the one in which items
 * are paired as late as they can be. Needleman and Wunsch 1970, without a price for what stands alone.
 */
export function align<T>(
  left: readonly T[],
  right: readonly T[],
  worth: (left: T, right: T) => number,
): readonly Aligned<T>[] {
  const [rows, columns] = [left.length, right.length];
  const worths = left.map((one) => right.map((other) => worth(one, other)));
  /** Of the first `row` and the first `column` items: what they are worth at most. */
  const best = Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1));
  const at = (row: number, column: number): number => best[row]?.[column] ?? 0;
  const paired = (row: number, column: number): number => worths[row - 1]?.[column - 1] ?? 0;
  for (let row = 1; row <= rows; row += 1) {
    const line = best[row];
    for (let column = 1; line !== undefined && column <= columns; column += 1) {
      const pair = paired(row, column);
      const alone = Math.max(at(row - 1, column), at(row, column - 1));
      line[column] = pair > 0 ? Math.max(alone, at(row - 1, column - 1) + pair) : alone;
    }
  }
  const found: Aligned<T>[] = [];
  let [row, column] = [rows, columns];
  while (row > 0 || column > 0) {
    const [one, other] = [left[row - 1], right[column - 1]];
    const pair = paired(row, column);
    if (pair > 0 && at(row, column) === at(row - 1, column - 1) + pair) {
      found.push({ ...(one !== undefined && { left: one }), ...(other !== undefined && { right: other }) });
      row -= 1;
      column -= 1;
    } else if (column > 0 && (row === 0 || at(row, column) === at(row, column - 1))) {
      if (other !== undefined) found.push({ right: other });
      column -= 1;
    } else {
      if (one !== undefined) found.push({ left: one });
      row -= 1;
    }
  }
  return found.toReversed();
}
