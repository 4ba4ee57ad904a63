import { useLayoutEffect, useMemo, useRef } from 'react';
import { useDocument, usePlayback, useView } from '../../../simulation/workspace/context.ts';
import { boardText, boardTextSize } from '../board/board-text.ts';
import type { ElementId } from '../../../scenario/document/document.ts';
import type { Timeline } from '../../../simulation/playback/timeline.ts';
import type { Camera, ScreenSize } from '../board/camera.ts';
import type { BoardElement, Rect } from '../board/element.ts';
import type { Link } from '../board/lines.ts';
import type { Board } from '../board/placed-board.ts';
import { BoardBox } from '../boxes/BoardBox.tsx';
import * as FindingMark from '../boxes/marks/FindingMark.tsx';
import { PolicyMarksContext } from '../boxes/marks/policy-marks.ts';
import { createPolicyShields } from '../boxes/marks/PolicyShield.tsx';
import { UnreadMarksContext } from '../boxes/marks/unread-marks.ts';
import { UnreadMark } from '../boxes/marks/UnreadMark.tsx';
import { withNameEnds } from '../boxes/name-ends.ts';
import { paintFar } from '../drawing/paint-far.ts';
import { paintShares } from '../drawing/paint-shares.ts';
import { FindingMarks } from '../FindingMarks.tsx';
import { FOLD_PARTS } from '../folding/folds.ts';
import { FoldPartsContext } from '../folding/fold-parts.ts';
import { BeatCaption } from '../packets/BeatCaption.tsx';
import { createPacketView } from '../packets/packet-view.ts';
import { partiesOf } from '../packets/places/parties.ts';
import type { Stage } from '../packets/places/place.ts';
import { boundsOf } from '../placing/index-board.ts';
import { useBoard } from '../scene/use-board.ts';
import { useScene } from '../scene/use-scene.ts';
import { createWirePainter } from '../wires/paint-wires.ts';
import { createWirePlaces } from '../wires/wire-places.ts';
import { createWireWords } from '../wires/wire-texts.ts';
import { inView } from '../words/in-view.ts';
import { type StandingBoard, standBoard } from './stand-board.ts';

/** What is in view, as the screen has it. */
export interface View {
  readonly camera: Camera;
  readonly screen: ScreenSize;
}

export interface PicturedBoardProps {
  /** board: the whole of it; walk: what the packet passes, where there is one. */
  readonly part: View | 'walk' | 'board';
  /** Called with what draws it, each time that it stands anew. Undefined from that: something of it has yet to come. */
  readonly onStand: (stand: () => StandingBoard | undefined) => void;
}

/** The board laid out to be drawn: it stands where nobody sees it. */
export function PicturedBoard(props: PicturedBoardProps) {
  const cluster = useDocument((state) => state.router.cluster);
  // What marks boxes is at hand: nobody draws a picture a second time once it has come.
  const shields = useMemo(() => createPolicyShields(cluster), [cluster]);
  return (
    <FoldPartsContext value={FOLD_PARTS}>
      <PolicyMarksContext value={shields}>
        <UnreadMarksContext value={unreadMark}>
          <FindingMarks given={FindingMark}>
            <Laid {...props} />
          </FindingMarks>
        </UnreadMarksContext>
      </PolicyMarksContext>
    </FoldPartsContext>
  );
}

const unreadMark = (id: ElementId, inside: readonly ElementId[]) => <UnreadMark id={id} inside={inside} />;

function Laid({ part, onStand }: PicturedBoardProps) {
  const { board } = useBoard();
  const network = useDocument((state) => state.router.network);
  const lens = useView((state) => state.lens);
  const { scene: drawn } = useScene(board, 'all', undefined);
  const scene = useMemo(
    () => ({ ...drawn, paintShares, paintFar, paintWires: createWirePainter(network) }),
    [drawn, network],
  );
  const stage = useMemo(
    () =>
      lens === 'wires' ? { board, onWire: createWirePlaces(network), words: createWireWords(network) } : { board },
    [board, lens, network],
  );
  const timeline = usePlayback((state) => (part === 'walk' ? state.timeline : undefined));
  const passed = useMemo(() => timeline && walkOf(stage, timeline), [stage, timeline]);
  const view = typeof part === 'object' ? part : passed;
  const { camera, screen } = view ?? wholeOf(board, scene.links ?? []);
  const host = useRef<HTMLDivElement>(null);
  const boxes = useRef<HTMLDivElement>(null);
  const caption = useRef<HTMLParagraphElement>(null);
  const packets = useMemo(() => createPacketView(stage), [stage]);
  const stand = (): StandingBoard | undefined => {
    const [around, inside, words] = [host.current, boxes.current, caption.current];
    if (around === null || inside === null || words === null) return undefined;
    return standBoard({ around, inside, words }, { scene, camera, screen, packets, isCut: view !== undefined });
  };
  useLayoutEffect(() => onStand(stand));
  const text = boardText(boardTextSize(camera.zoom));
  return (
    // In other colours it is drawn at once: none of them fades.
    // What is said has a line around it in the place of its shadow.
    <div
      ref={host}
      className="relative **:transition-none! [&>p]:border-y [&>p]:border-r [&>p]:border-y-line [&>p]:border-r-line"
      style={screen}
    >
      <div ref={boxes} data-traced className="absolute top-0 left-0" {...text} style={text.style}>
        {board.elements
          .filter((element) => element.ghost !== true && isInView(element, view))
          .map(withNameEnds(board))
          .map((element) => (
            <div
              key={element.id}
              data-id=""
              className="absolute"
              style={{ left: element.left, top: element.top, width: element.width, height: element.height }}
            >
              <BoardBox data={{ element, receiving: false }} />
            </div>
          ))}
      </div>
      <BeatCaption box={caption} />
    </div>
  );
}

function isInView({ left, top, width, height }: BoardElement, view: View | undefined): boolean {
  if (view === undefined) return true;
  const { camera, screen } = view;
  const seen = inView({ left, top, width, height }, camera);
  return (
    seen.left < screen.width && seen.top < screen.height && seen.left + seen.width > 0 && seen.top + seen.height > 0
  );
}

/** Board pixels around the whole board, around a walk, and the most that a picture has to a side. */
const MARGIN = 24;
const WORDS = 96;
const MOST = 4000;

/** All that is drawn, boxes and lines that run around them, as large as on the board. */
function wholeOf({ bounds }: Board, links: readonly Link[]): View {
  let { left, top } = bounds;
  let [right, bottom] = [left + bounds.width, top + bounds.height];
  for (const { x, y } of links.flatMap(({ way }) => way)) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return viewOf({ left, top, width: right - left, height: bottom - top }, MARGIN);
}

/** What the packet passes, with room for what is said of it. */
function walkOf(stage: Stage, timeline: Timeline): View {
  return viewOf(boundsOf(partiesOf(stage, timeline)), WORDS);
}

function viewOf(bounds: Rect, margin: number): View {
  const [width, height] = [bounds.width + 2 * margin, bounds.height + 2 * margin];
  const zoom = Math.min(1, MOST / width, MOST / height);
  return {
    camera: { x: (margin - bounds.left) * zoom, y: (margin - bounds.top) * zoom, zoom },
    screen: { width: Math.ceil(width * zoom), height: Math.ceil(height * zoom) },
  };
}
