import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { formatSource } from '../../engine/requests.ts';
import { useDocument, usePlayback } from '../../simulation/workspace/context.ts';
import { boardText, boardTextSize } from './board/board-text.ts';
import { openSurface } from './board/camera.ts';
import { BoardBox } from './boxes/BoardBox.tsx';
import { paintBoard } from './drawing/paint-board.ts';
import { paintShares } from './drawing/paint-shares.ts';
import { createWirePainter } from './wires/paint-wires.ts';
import { readPalette } from './drawing/palette.ts';
import { useBoard } from './use-board.ts';
import { useScene } from './use-scene.ts';

/** Pixels of a sheet of paper, between the margins browsers leave. */
const PAPER = { width: 700, height: 900 } as const;

/** The whole board on paper, whatever part of it is on the screen. It is there only while the page is printed. */
export function PrintedBoard() {
  return usePrinting() && <Sheet />;
}

function Sheet() {
  const { board } = useBoard();
  const network = useDocument((state) => state.router.network);
  const { scene: drawn } = useScene(board, 'all', undefined);
  // Printing waits for nothing.
  const scene = { ...drawn, paintShares, paintWires: createWirePainter(network) };
  const canvas = useRef<HTMLCanvasElement>(null);
  const { elements, bounds } = board;
  const zoom = Math.min(1, PAPER.width / bounds.width, PAPER.height / bounds.height);
  const size = { width: Math.ceil(bounds.width * zoom) + 2, height: Math.ceil(bounds.height * zoom) + 2 };
  const camera = { x: 1 - bounds.left * zoom, y: 1 - bounds.top * zoom, zoom };
  useLayoutEffect(() => {
    const surface = canvas.current;
    if (surface === null) return;
    const palette = readPalette(surface.parentElement ?? document.body);
    const context = openSurface(surface, size, palette.surface);
    if (context !== undefined) {
      paintBoard(context, scene, camera, { palette, screen: size });
    }
  });
  const text = boardText(boardTextSize(zoom));
  return (
    <div data-printed className="hidden print:block">
      <Request />
      <div className="relative overflow-hidden" style={size}>
        <canvas ref={canvas} aria-hidden="true" className="absolute inset-0 size-full" />
        <div
          className="absolute top-0 left-0 origin-top-left"
          {...text}
          style={{ ...text.style, transform: `translate(${camera.x}px, ${camera.y}px) scale(${zoom})` }}
        >
          {elements.map((element) => (
            <div
              key={element.id}
              className="absolute"
              style={{ left: element.left, top: element.top, width: element.width, height: element.height }}
            >
              <BoardBox data={{ element, receiving: false }} />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

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

/** True from the moment before the page is printed to the moment after it; paper is light. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const { dataset } = document.documentElement;
    let theme: string | undefined;
    const begin = (): void => {
      theme = dataset['theme'];
      dataset['theme'] = 'light';
      flushSync(() => setPrinting(true));
    };
    const end = (): void => {
      setPrinting(false);
      if (theme === undefined) delete dataset['theme'];
      else dataset['theme'] = theme;
    };
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}
