import type { Row } from './peer-table.ts';

/** As many rows as one number can tell apart, beside the state before them. */
const CHUNK = 20;

/** For each column of the rows a number, the same for columns that are alike and start alike. */
export function numberColumns(rows: readonly Row[], start: Int32Array): Int32Array {
  let states = start;
  for (let from = 0; from < rows.length; from += CHUNK) {
    const bits = new Int32Array(start.length);
    for (const row of rows.slice(from, from + CHUNK)) {
      for (let column = 0; column < bits.length; column++) bits[column] = (bits[column] ?? 0) * 2 + (row[column] ?? 0);
    }
    const numbers = new Map<number, number>();
    states = states.map((state, column) => {
      const key = state * 2 ** CHUNK + (bits[column] ?? 0);
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      return number;
    });
  }
  return states;
}
