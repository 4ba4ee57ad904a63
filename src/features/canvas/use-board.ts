import { useEffect, useMemo, useState } from 'react';
import { positionsIn } from '../../simulation/edits.ts';
import { withPart } from '../../ui/fetch-part.ts';
import type { ElementId, Position } from '../../scenario/document/document.ts';
import { useDocument, usePlayback, useView } from '../../simulation/workspace/context.ts';
import type { Cluster } from '../../engine/objects.ts';
import type { Board } from './board/placed-board.ts';
import { createBoard } from './board/board.ts';
import { hiddenElements, systemCount, touchedElements, untouchedElements } from './board/system.ts';
import type * as Filter from './application/filter.ts';

/** The name under which system objects are unfolded. */
const SYSTEM = 'system';
/** The name under which the panel that filters is open. */
export const FILTER = 'filter';
/** The name under which all goes that the walk does not touch. */
export const FOCUS = 'focus';

export interface Drag {
  readonly id: ElementId;
  readonly position: Position;
}

export interface BoardState {
  readonly board: Board;
  readonly drag: Drag | undefined;
  readonly setDrag: (drag: Drag | undefined) => void;
  readonly systemShown: boolean;
  readonly setSystemShown: (shown: boolean) => void;
  readonly hasSystem: boolean;
  readonly moved: boolean;
}

/** The board of the open document; laid out anew only when the cluster, a position or what is hidden changes. */
export function useBoard(): BoardState {
  const cluster = useDocument((state) => state.router.cluster);
  const given = useDocument((state) => state.document.layout);
  const timeline = usePlayback((state) => state.timeline);
  const [drag, setDrag] = useState<Drag>();
  // Part of what a link shows, as everything that is unfolded.
  const systemShown = useView((state) => state.unfolded.includes(SYSTEM));
  const fold = useView((state) => state.fold);
  const lens = useView((state) => state.lens);
  const layout = useMemo(() => positionsIn(lens, given), [lens, given]);
  const createApplication = useApplication(lens === 'application');
  const filter = useFilter();
  const focused = useView((state) => state.unfolded.includes(FOCUS)) && (timeline?.cues.length ?? 0) > 0;
  const wanted = useMemo(() => {
    const touched = touchedElements(timeline);
    if (focused) return untouchedElements(cluster, touched);
    const hidden = hiddenElements(cluster, touched, systemShown);
    return filter === undefined ? hidden : new Set([...hidden, ...filter.hidden(cluster, touched)]);
  }, [cluster, timeline, systemShown, focused, filter]);
  const [known, setKnown] = useState(wanted);
  const same = sameSet(known, wanted);
  if (!same) setKnown(wanted);
  const hidden = same ? known : wanted;
  const board = useMemo(() => {
    const create = (lens === 'application' && createApplication) || createBoard;
    return create({ cluster, lens, layout, hidden, ...(drag === undefined ? {} : { drag }) });
  }, [cluster, lens, layout, hidden, drag, createApplication]);
  const hasSystem = useMemo(() => systemCount(cluster) > 0, [cluster]);
  const setSystemShown = (shown: boolean): void => fold(SYSTEM, shown);
  return { board, drag, setDrag, systemShown, setSystemShown, hasSystem, moved: Object.keys(layout).length > 0 };
}

/** What lays out applications, once it is wanted; until then the board stands as in Objects. */
function useApplication(wanted: boolean): typeof createBoard | undefined {
  const [made, setMade] = useState<{ readonly createApplicationBoard: typeof createBoard }>();
  useEffect(() => {
    if (wanted) {
      withPart('applications', () => import('./application/application-board.ts'), setMade);
    }
  }, [wanted]);
  return made?.createApplicationBoard;
}

interface Filtering {
  readonly hidden: (cluster: Cluster, touched: ReadonlySet<ElementId>) => ReadonlySet<ElementId>;
}

/** What narrows the board down; undefined: nothing does, or what does is on its way. */
function useFilter(): Filtering | undefined {
  const unfolded = useView((state) => state.unfolded);
  const wanted = unfolded.some((name) => name.startsWith('show:'));
  const [made, setMade] = useState<typeof Filter>();
  useEffect(() => {
    if (wanted) withPart('filtering', () => import('./application/filter.ts'), setMade);
  }, [wanted]);
  return useMemo(() => {
    if (!wanted || made === undefined) return undefined;
    const filter = made.readFilter(unfolded);
    return { hidden: (cluster, touched) => made.filteredElements(cluster, filter, touched) };
  }, [wanted, made, unfolded]);
}

function sameSet(a: ReadonlySet<ElementId>, b: ReadonlySet<ElementId>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}
