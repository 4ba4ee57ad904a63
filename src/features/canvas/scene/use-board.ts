import { useCallback, useMemo, useState } from 'react';
import { positionsIn } from '../../../simulation/positions.ts';
import { withPart } from '../../../ui/fetch-part.ts';
import type { ElementId, Position } from '../../../scenario/document/document.ts';
import { useDocument, usePlayback, useView } from '../../../simulation/workspace/context.ts';
import type { Cluster } from '../../../engine/objects.ts';
import type { Board } from '../board/placed-board.ts';
import { createBoard } from '../placing/board.ts';
import { hiddenElements, holdsSystem, touchedElements, untouchedElements } from '../board/system.ts';
import { isFilter } from '../application/filter-names.ts';
import type * as Applications from '../application/application-board.ts';
import type * as Filter from '../application/filter.ts';
import type { ScreenSize } from '../board/camera.ts';
import type { FoldParts } from '../folding/fold-parts.ts';
import type { FoldingAsk } from '../folding/folds.ts';
import type * as Folding from '../folding/folds.ts';
import { usePart } from './use-part.ts';

/** The name under which system objects are unfolded. */
const SYSTEM = 'system';
/** The name under which the panel that filters is open. */
export const FILTER = 'filter';
/** The name under which all goes that the walk does not touch. */
export const FOCUS = 'focus';

export interface Drag {
  readonly id: ElementId;
  readonly position: Position;
  /** Where what moves with it is now, each in its parent's frame. */
  readonly others?: Readonly<Record<ElementId, Position>>;
}

export interface BoardState {
  readonly board: Board;
  /** Another value whenever the board changes by anything but what a walk brings along. */
  readonly made: unknown;
  readonly drag: Drag | undefined;
  readonly setDrag: (drag: Drag | undefined) => void;
  readonly systemShown: boolean;
  readonly setSystemShown: (shown: boolean) => void;
  readonly hasSystem: boolean;
  readonly moved: boolean;
  /** How much a filter takes off the board; undefined: none is set. */
  readonly filtered: number | undefined;
  /** What shows cards and folds them; undefined: nothing is folded. */
  readonly foldParts: FoldParts | undefined;
}

const NOTHING: ReadonlySet<ElementId> = new Set();

/**
 * The board of the open document; laid out anew only when the cluster, a position or what is hidden changes. `screen`: the room
 * that it is laid out for, the same as long as it is as large; absent: that of a common screen.
 */
export function useBoard(screen?: ScreenSize): BoardState {
  const cluster = useDocument((state) => state.router.cluster);
  const given = useDocument((state) => state.document.layout);
  const timeline = usePlayback((state) => state.timeline);
  const [drag, setDrag] = useState<Drag>();
  // Part of what a link shows, as everything that is unfolded.
  const systemShown = useView((state) => state.unfolded.includes(SYSTEM));
  const fold = useView((state) => state.fold);
  const lens = useView((state) => state.lens);
  const layout = useMemo(() => positionsIn(lens, given), [lens, given]);
  const filter = useFilter();
  const focused = useView((state) => state.unfolded.includes(FOCUS)) && (timeline?.cues.length ?? 0) > 0;
  const touched = useSameSet(useMemo(() => touchedElements(timeline), [timeline]));
  const hiddenBut = useCallback(
    (seen: ReadonlySet<ElementId>): ReadonlySet<ElementId> => {
      const hidden = hiddenElements(cluster, seen, systemShown);
      return filter === undefined ? hidden : new Set([...hidden, ...filter.hidden(cluster, seen)]);
    },
    [cluster, systemShown, filter],
  );
  const { folds, pending, foldParts } = useFolds({ cluster, focused, walked: touched, hiddenBut });
  // Until it is known how to fold a big board, the walk alone is shown.
  const alone = focused || pending;
  const hidden = useSameSet(
    useMemo(
      () => (alone ? untouchedElements(cluster, touched) : hiddenBut(touched)),
      [cluster, touched, alone, hiddenBut],
    ),
  );
  const filtered = useMemo(
    () => filter && (alone ? 0 : hidden.size - hiddenElements(cluster, touched, systemShown).size),
    [filter, alone, hidden, cluster, touched, systemShown],
  );
  const idle = useMemo(
    () => (alone ? [] : cluster.workloads.filter(({ pods }) => pods.length === 0)),
    [cluster, alone],
  );
  // Until it is there the board stands as in Objects.
  const { made: others } = usePart(fetchApplications, lens === 'application' || idle.length > 0);
  const passing = useMemo(() => (alone ? NOTHING : hiddenBut(NOTHING)), [alone, hiddenBut]);
  const moved = Object.keys(layout).length > 0;
  /** Another one whenever the board is another than what a walk brings along or takes away. */
  const made = useMemo(
    () => ({
      create: others?.boardsIn[lens] ?? createBoard,
      idle,
      cluster,
      lens,
      layout,
      passing,
      screen,
    }),
    [cluster, lens, layout, passing, screen, idle, others],
  );
  const board = useMemo(() => {
    const { create, ...rest } = made;
    const layout = drag?.others === undefined ? rest.layout : { ...rest.layout, ...drag.others };
    return create({ ...rest, layout, hidden, drag, folds });
  }, [made, hidden, drag, folds]);
  const hasSystem = useMemo(() => holdsSystem(cluster), [cluster]);
  const setSystemShown = (shown: boolean): void => fold(SYSTEM, shown);
  return { board, made, drag, setDrag, systemShown, setSystemShown, hasSystem, moved, filtered, foldParts };
}

type Use<Part> = (part: Part) => void;
const fetchApplications = (use: Use<typeof Applications>, otherwise: () => void): void =>
  withPart('applications', () => import('../application/application-board.ts'), use, otherwise);
const fetchFilter = (use: Use<typeof Filter>, otherwise: () => void): void =>
  withPart('filtering', () => import('../application/filter.ts'), use, otherwise);
const fetchFolds = (use: Use<typeof Folding>, otherwise: () => void): void =>
  withPart('cards', () => import('../folding/folds.ts'), use, otherwise);

interface Filtering {
  readonly hidden: (cluster: Cluster, touched: ReadonlySet<ElementId>) => ReadonlySet<ElementId>;
}

/** What narrows the board down; undefined: nothing does, or what does is on its way. */
function useFilter(): Filtering | undefined {
  const unfolded = useView((state) => state.unfolded);
  const wanted = unfolded.some(isFilter);
  const { made } = usePart(fetchFilter, wanted);
  return useMemo(() => {
    if (!wanted || made === undefined) return undefined;
    const filter = made.readFilter(unfolded);
    return { hidden: (cluster, touched) => made.filteredElements(cluster, filter, touched) };
  }, [wanted, made, unfolded]);
}

/** With more Services than this a board may begin folded. */
const ROOMY = 20;

/** What is folded; undefined: nothing is. `pending`: what folds is on its way. */
function useFolds({ cluster, focused, walked, hiddenBut }: Omit<FoldingAsk, 'choices' | 'most'>) {
  const choices = useView((state) => state.unfolded.filter((name) => /^(card|frame):/.test(name)).join(' '));
  const many = cluster.services.length > ROOMY && !focused;
  const wanted = many || choices !== '';
  const { made, missing } = usePart(fetchFolds, wanted);
  const folds = useMemo(
    () => (wanted ? made?.createFolds({ cluster, focused, walked, hiddenBut, choices, most: ROOMY }) : undefined),
    [wanted, made, cluster, focused, walked, hiddenBut, choices],
  );
  return { folds, pending: many && made === undefined && !missing, foldParts: made?.FOLD_PARTS };
}

/** The one before as long as it holds the same. */
function useSameSet(wanted: ReadonlySet<ElementId>): ReadonlySet<ElementId> {
  const [known, setKnown] = useState(wanted);
  const same = sameSet(known, wanted);
  if (!same) setKnown(wanted);
  return same ? known : wanted;
}

function sameSet(a: ReadonlySet<ElementId>, b: ReadonlySet<ElementId>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}
