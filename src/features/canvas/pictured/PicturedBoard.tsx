import { useLayoutEffect, useMemo, useRef } from 'react';
import { useDocument, useSimulation, useView } from '../../../simulation/workspace/context.ts';
import { boardText, boardTextSize } from '../board/board-text.ts';
import type { Camera, ScreenSize } from '../board/camera.ts';
import type { BoardElement, Rect } from '../board/element.ts';
import type { Link } from '../board/lines.ts';
import type { Board } from '../board/placed-board.ts';
import { BoardBox } from '../boxes/BoardBox.tsx';
import { PolicyMarksContext, usePolicyMarks } from '../boxes/marks/policy-marks.ts';
import { UnreadMarksContext, useUnreadMarks } from '../boxes/marks/unread-marks.ts';
import { withNameEnds } from '../boxes/name-ends.ts';
import { paintBoard } from '../drawing/paint-board.ts';
import { paintFar } from '../drawing/paint-far.ts';
import { paintShares } from '../drawing/paint-shares.ts';
import { readPalette } from '../drawing/palette.ts';
import { FOLD_PARTS } from '../folding/folds.ts';
import { FoldPartsContext } from '../folding/fold-parts.ts';
import { BeatCaption } from '../packets/BeatCaption.tsx';
import { createPacketView } from '../packets/packet-view.ts';
import { useBoard } from '../scene/use-board.ts';
import { useScene } from '../scene/use-scene.ts';
import { createWirePainter } from '../wires/paint-wires.ts';
import { createWirePlaces } from '../wires/wire-places.ts';
import { createWireWords } from '../wires/wire-texts.ts';
import { seenWords } from '../words/seen-words.ts';
import { SvgCanvas } from './svg-canvas.ts';
import { traceElement } from './trace-boxes.ts';

/** What is in view, as the screen has it; absent: the whole board. */
export interface View {
  readonly camera: Camera;
  readonly screen: ScreenSize;
}

/** A board as SVG: its shapes without the element around them. */
export interface DrawnBoard extends ScreenSize {
  readonly shapes: string;
  readonly ground: string;
  /** "color-mix(…)" and the like are resolved; families as CSS names them. */
  readonly fonts: { readonly sans: string; readonly mono: string };
}

export interface PicturedBoardProps {
  readonly view: View | undefined;
  /** Called with what draws it, each time that it stands anew. Undefined from that: something of it has yet to come. */
  readonly onStand: (draw: () => DrawnBoard | undefined) => void;
}

/** The board laid out to be drawn: it stands where nobody sees it. */
export function PicturedBoard(props: PicturedBoardProps) {
  return (
    <FoldPartsContext value={FOLD_PARTS}>
      <PolicyMarksContext value={usePolicyMarks()}>
        <UnreadMarksContext value={useUnreadMarks()}>
          <Laid {...props} />
        </UnreadMarksContext>
      </PolicyMarksContext>
    </FoldPartsContext>
  );
}

function Laid({ view, onStand }: PicturedBoardProps) {
  const { board } = useBoard();
  const network = useDocument((state) => state.router.network);
  const lens = useView((state) => state.lens);
  const { playback } = useSimulation();
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
  const { camera, screen } = view ?? wholeOf(board, scene.links ?? []);
  const host = useRef<HTMLDivElement>(null);
  const boxes = useRef<HTMLDivElement>(null);
  const caption = useRef<HTMLParagraphElement>(null);
  const draw = (): DrawnBoard | undefined => {
    const ruler = document.createElement('canvas').getContext('2d');
    const [around, inside, words] = [host.current, boxes.current, caption.current];
    if (ruler === null || around === null || inside === null || words === null) return undefined;
    if (around.querySelector('[role="status"]') !== null) return undefined;
    const palette = readPalette(around);
    const ground = new SvgCanvas(ruler);
    paintBoard(asCanvas(ground), scene, camera, { palette, screen });
    const { left: x, top: y } = inside.getBoundingClientRect();
    const traced = traceElement(inside, { origin: { x, y }, ruler });
    const above = new SvgCanvas(ruler);
    const size = words.hidden ? undefined : { width: words.offsetWidth, height: words.offsetHeight };
    const packets = createPacketView(stage);
    packets.draw(asCanvas(above), {
      playback: playback.getState(),
      camera,
      screen,
      palette,
      elapsed: 0,
      still: true,
      seen: seenWords(around).map((rect) => inView(rect, camera)),
      ...(size && { caption: size }),
    });
    const at = packets.caption();
    const corner = words.getBoundingClientRect();
    const told =
      at === undefined
        ? ''
        : `<g transform="translate(${at.x} ${at.y})">${traceElement(words, { origin: { x: corner.left, y: corner.top }, ruler })}</g>`;
    return {
      ...screen,
      shapes: `${ground.svg}<g transform="translate(${camera.x} ${camera.y}) scale(${camera.zoom})">${traced}</g>${above.svg}${told}`,
      ground: view === undefined ? palette.surface : palette.paper,
      fonts: { sans: palette.sans, mono: palette.mono },
    };
  };
  useLayoutEffect(() => onStand(draw));
  const text = boardText(boardTextSize(camera.zoom));
  return (
    // In other colours it is drawn at once: none of them fades.
    <div ref={host} className="relative **:transition-none!" style={screen}>
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

/** The canvas knows what the board's painters ask of one. */
function asCanvas(canvas: SvgCanvas): CanvasRenderingContext2D {
  return canvas as unknown as CanvasRenderingContext2D;
}

/** Boxes are laid out as large as they are on the board; words of the walk keep off them where they are seen. */
function inView<R extends Rect>(rect: R, { x, y, zoom }: Camera): R {
  return {
    ...rect,
    left: rect.left * zoom + x,
    top: rect.top * zoom + y,
    width: rect.width * zoom,
    height: rect.height * zoom,
  };
}

function isInView({ left, top, width, height }: BoardElement, view: View | undefined): boolean {
  if (view === undefined) return true;
  const { camera, screen } = view;
  const seen = inView({ left, top, width, height }, camera);
  return (
    seen.left < screen.width && seen.top < screen.height && seen.left + seen.width > 0 && seen.top + seen.height > 0
  );
}

/** Board pixels around the whole board, and the most that a picture of it has to a side. */
const MARGIN = 24;
const MOST = 4000;

/** All that is drawn, boxes and lines that run around them, as large as on the board. */
function wholeOf({ bounds }: Board, links: readonly Link[]): View {
  let { left, top } = bounds;
  let [right, bottom] = [left + bounds.width, top + bounds.height];
  for (const { x, y } of links.flatMap(({ way }) => way)) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  const [width, height] = [right - left + 2 * MARGIN, bottom - top + 2 * MARGIN];
  const zoom = Math.min(1, MOST / width, MOST / height);
  return {
    camera: { x: (MARGIN - left) * zoom, y: (MARGIN - top) * zoom, zoom },
    screen: { width: Math.ceil(width * zoom), height: Math.ceil(height * zoom) },
  };
}
