import { useEffect, useMemo, useState } from 'react';
import type { Reachability } from '../../engine/reach.ts';
import { allPeers, type Cell, createRowMaker, type TablePeer } from './table.ts';

/** Milliseconds of work between two looks at what the person does. */
const SLICE = 12;

export interface Table {
  readonly sources: readonly TablePeer[];
  readonly destinations: readonly TablePeer[];
  /** One for each source, in their order; fewer while more are being made. */
  readonly rows: readonly (readonly Cell[])[];
}

/** The table of all pairs, made line by line while the page stays responsive. */
export function useTable(now: Reachability, before: Reachability | undefined): Table {
  const peers = useMemo(
    () => ({
      sources: allPeers(now.sources, before?.sources),
      destinations: allPeers(now.destinations, before?.destinations),
    }),
    [now, before],
  );
  const [made, setMade] = useState<{ readonly peers: typeof peers; readonly rows: Table['rows'] }>();
  useEffect(() => {
    const makeRow = createRowMaker(now, before, peers.destinations);
    const rows: (readonly Cell[])[] = [];
    let timer = 0;
    const work = (): void => {
      const end = performance.now() + SLICE;
      for (const source of peers.sources.slice(rows.length)) {
        rows.push(makeRow(source));
        if (performance.now() > end) break;
      }
      setMade({ peers, rows: [...rows] });
      if (rows.length < peers.sources.length) timer = window.setTimeout(work);
    };
    timer = window.setTimeout(work);
    return () => window.clearTimeout(timer);
  }, [now, before, peers]);
  return { ...peers, rows: made?.peers === peers ? made.rows : [] };
}
