import { type CSSProperties, useLayoutEffect, useRef } from 'react';
import { formatSource } from '../../engine/requests.ts';
import { useDocument, usePlayback, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { boardText, boardTextSize } from './board/board-text.ts';
import { openSurface, screenRatio, type ScreenSize } from './board/camera.ts';
import { BoardBox } from './boxes/BoardBox.tsx';
import type { BoardElement, Rect } from './board/element.ts';
import type { Link } from './board/lines.ts';
import type { Board } from './board/placed-board.ts';
import { paintBoard } from './drawing/paint-board.ts';
import { paintShares } from './drawing/paint-shares.ts';
import { createPacketView } from './packets/packet-view.ts';
import { createWirePainter } from './wires/paint-wires.ts';
import { createWirePlaces } from './wires/wire-places.ts';
import { inView } from './words/in-view.ts';
import { wordsIn } from './words/words-in.ts';
import { withNameEnds } from './boxes/name-ends.ts';
import { readPalette } from './drawing/palette.ts';
import { usePrinting } from '../../ui/page/use-printing.ts';
import { useBoard } from './scene/use-board.ts';
import { useScene } from './scene/use-scene.ts';

/** Pixels of an upright sheet of paper, between the margins; one that lies is as large as theme.css says. */
const PAPER = { width: 700, height: 900 } as const;

/** The whole board on paper, whatever part of it is on the screen. It is there only while the page is printed. */
export function PrintedBoard() {
  const printing = usePrinting();
  return printing && <Sheet />;
}

function Sheet() {
  // Before anything is painted.
  useLight();
  const { board } = useBoard();
  const network = useDocument((state) => state.router.network);
  const lens = useView((state) => state.lens);
  const { playback } = useSimulation();
  const { scene: drawn } = useScene(board, 'all', undefined);
  // Printing waits for nothing.
  const scene = { ...drawn, paintShares, paintWires: createWirePainter(network) };
  const stage = { board, onWire: lens === 'wires' ? createWirePlaces(network) : undefined };
  const canvas = useRef<HTMLCanvasElement>(null);
  const packet = useRef<HTMLCanvasElement>(null);
  const bounds = extentOf(board, scene.links ?? []);
  const zoom = Math.min(1, PAPER.width / bounds.width, PAPER.height / bounds.height);
  const size = { width: Math.ceil(bounds.width * zoom) + 2, height: Math.ceil(bounds.height * zoom) + 2 };
  const camera = { x: 1 - bounds.left * zoom, y: 1 - bounds.top * zoom, zoom };
  useLayoutEffect(() => {
    const surface = canvas.current;
    if (surface === null) return;
    const palette = readPalette(surface.parentElement ?? document.body);
    const context = openSheet(surface, size, palette.surface);
    if (context !== undefined) {
      paintBoard(context, scene, camera, { palette, screen: size });
    }
    const above = packet.current === null ? undefined : openSheet(packet.current, size);
    if (above === undefined) return;
    // While this is made it is not on the screen: where words will stand is known all the same.
    const words = board.elements.filter(isSeen).flatMap((each) => wordsIn(board, each, boardTextSize(zoom)));
    const seen = words.map((each) => inView(each, camera));
    const frame = { playback: playback.getState(), camera, screen: size, palette, seen, elapsed: 0, still: true };
    createPacketView(stage).draw(above, frame);
  });
  const text = boardText(boardTextSize(zoom));
  return (
    <div data-printed className="hidden print:block">
      <Request />
      <div data-sheet className="relative overflow-hidden" style={onPaper(size, zoom)}>
        <canvas ref={canvas} aria-hidden="true" className="absolute inset-0 size-full" />
        <div
          className="absolute top-0 left-0 origin-top-left"
          {...text}
          style={{ ...text.style, transform: `translate(${camera.x}px, ${camera.y}px) scale(${zoom})` }}
        >
          {board.elements
            .filter(isSeen)
            .map(withNameEnds(board))
            .map((element) => (
              <div
                key={element.id}
                className="absolute"
                style={{ left: element.left, top: element.top, width: element.width, height: element.height }}
              >
                <BoardBox data={{ element, receiving: false }} />
              </div>
            ))}
        </div>
        <canvas ref={packet} aria-hidden="true" className="absolute inset-0 size-full" />
      </div>
    </div>
  );
}

/** Pixels of a canvas to a side of one of the paper's: about 300 to the inch. */
const SHARPNESS = 3;

/** A canvas as sharp as paper is, whatever the screen has; drawn on in pixels of the sheet. */
function openSheet(
  canvas: HTMLCanvasElement,
  { width, height }: ScreenSize,
  ground?: string,
): CanvasRenderingContext2D | undefined {
  const ratio = SHARPNESS / screenRatio();
  const context = openSurface(canvas, { width: width * ratio, height: height * ratio }, ground);
  context?.scale(ratio, ratio);
  return context;
}

/** It is as large as an upright sheet allows; theme.css makes it as large as one that lies does. */
function onPaper({ width, height }: ScreenSize, zoom: number): CSSProperties {
  const facts: Readonly<Record<`--${string}`, number>> = { '--wide': width, '--high': height, '--most': 1 / zoom };
  return { ...facts, width, height };
}

/** What only wires lead through is not there without them. */
function isSeen({ ghost }: BoardElement): boolean {
  return ghost !== true;
}

/** All that is drawn: boxes, and lines that run around them. */
function extentOf({ bounds }: Board, links: readonly Link[]): Rect {
  let { left, top } = bounds;
  let [right, bottom] = [left + bounds.width, top + bounds.height];
  for (const { x, y } of links.flatMap(({ way }) => way)) {
    left = Math.min(left, x - LINE_ROOM);
    right = Math.max(right, x + LINE_ROOM);
    top = Math.min(top, y - LINE_ROOM);
    bottom = Math.max(bottom, y + LINE_ROOM);
  }
  return { left, top, width: right - left, height: bottom - top };
}

/** Board pixels that a line takes, and the mark of what is selected around a box. */
const LINE_ROOM = 6;

/** What the walk below the board is the answer to; its fields are not printed. */
function Request() {
  const request = usePlayback((state) => state.request);
  if (request === undefined) return null;
  return (
    <p className="px-4 py-2 font-mono text-small">
      {formatSource(request.from)} → {request.to}
    </p>
  );
}

/** Paper is light. */
function useLight(): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    const theme = dataset['theme'];
    dataset['theme'] = 'light';
    return () => {
      if (theme === undefined) delete dataset['theme'];
      else dataset['theme'] = theme;
    };
  }, []);
}
