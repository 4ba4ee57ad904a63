import { useEffect, useRef } from 'react';
import { openSurface, type ScreenSize } from '../board/camera.ts';
import type { CameraSource } from '../board/camera-source.ts';
import { type BoardScene, paintBoard } from './paint-board.ts';
import { readPalette, watchPalette } from './palette.ts';

interface BoardLayerProps {
  readonly scene: BoardScene;
  readonly screen: ScreenSize;
  readonly view: CameraSource;
}

/** One canvas below the elements for all that is line and ground. */
export function BoardLayer({ scene, screen, view }: BoardLayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const surface = canvas.current;
    if (surface === null) return;
    let palette = readPalette(surface.parentElement ?? document.body);
    let frame = 0;
    const draw = (): void => {
      frame = 0;
      const context = openSurface(surface, screen, palette.paper);
      if (context !== undefined) paintBoard(context, scene, view.get(), { palette, screen });
    };
    const redraw = (): void => {
      frame ||= requestAnimationFrame(draw);
    };
    draw();
    const stopView = view.subscribe(redraw);
    const stopPalette = watchPalette(() => {
      palette = readPalette(surface.parentElement ?? document.body);
      redraw();
    });
    return () => {
      cancelAnimationFrame(frame);
      stopView();
      stopPalette();
    };
  }, [view, scene, screen]);
  return <canvas ref={canvas} aria-hidden="true" className="pointer-events-none absolute inset-0 -z-1 size-full" />;
}
