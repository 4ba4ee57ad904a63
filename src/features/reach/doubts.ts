import { type ObjectRef, objectKey } from '../../engine/objects.ts';
import type { ReachDoubts } from '../../engine/reach.ts';
import type { IsDoubtful } from './MatrixGrid.tsx';
import type { Cell, TablePeer } from './table.ts';

/** Tells of a pair whether what is not read could change it; asked anew for each line that is drawn, so it remembers. */
export function doubtfulPair(doubts: ReachDoubts): IsDoubtful {
  const known = new Map<TablePeer['peer'], Map<TablePeer['peer'], boolean>>();
  return ({ peer: source }, { peer: destination }) => {
    const of = known.get(source) ?? new Map<TablePeer['peer'], boolean>();
    known.set(source, of);
    const found = of.get(destination) ?? doubts(source, destination).length > 0;
    of.set(destination, found);
    return found;
  };
}

interface ShownTable {
  readonly sources: readonly TablePeer[];
  readonly destinations: readonly TablePeer[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The objects that could change some of the pairs that are shown, each once. */
export function doubtsAbout(doubts: ReachDoubts, { sources, destinations, rows }: ShownTable): readonly ObjectRef[] {
  const found = new Map<string, ObjectRef>();
  for (const [row, cells] of rows.entries()) {
    for (const [column, { state }] of cells.entries()) {
      const [source, destination] = [sources[row], destinations[column]];
      if (state === 'skipped' || source === undefined || destination === undefined) continue;
      for (const object of doubts(source.peer, destination.peer)) found.set(objectKey(object), object);
    }
  }
  return [...found.values()];
}
