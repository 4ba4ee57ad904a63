import { namespaceOf, type TablePeer } from './table.ts';
import type { Table } from './use-table.ts';

/** More pairs than this are shown namespace by namespace. */
export const LARGE = 12_000;

export interface TableFilter {
  /** "": every namespace. */
  readonly from: string;
  readonly to: string;
  /** Only lines and columns with a difference in them. */
  readonly changesOnly: boolean;
}

/** The part of the table to show. What is in no namespace stays: the outside belongs to each of them. */
export function filterTable({ sources, destinations, rows }: Table, { from, to, changesOnly }: TableFilter): Table {
  const inside = (peer: TablePeer, namespace: string): boolean =>
    namespace === '' || (namespaceOf(peer) ?? namespace) === namespace;
  const differs = (row: number, column: number): boolean => rows[row]?.[column]?.change !== undefined;
  let lines = rows.flatMap((_row, index) => (inside(sources[index] as TablePeer, from) ? [index] : []));
  let columns = destinations.flatMap((peer, index) => (inside(peer, to) ? [index] : []));
  if (changesOnly) {
    lines = lines.filter((row) => columns.some((column) => differs(row, column)));
    columns = columns.filter((column) => lines.some((row) => differs(row, column)));
  }
  const pick = <T>(list: readonly T[], indexes: readonly number[]): readonly T[] =>
    indexes.length === list.length ? list : indexes.flatMap((index) => list.slice(index, index + 1));
  return {
    sources: pick(sources, lines),
    destinations: pick(destinations, columns),
    rows: pick(rows, lines).map((cells) => pick(cells, columns)),
  };
}

/** Namespaces of all workloads, sorted. */
export function namespacesOf({ sources, destinations }: Pick<Table, 'sources' | 'destinations'>): readonly string[] {
  const found = [...sources, ...destinations].map(namespaceOf).filter((namespace) => namespace !== undefined);
  return [...new Set(found)].sort();
}
