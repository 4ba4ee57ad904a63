import { useEffect, useRef } from 'react';
import type { Burst } from '../../../simulation/playback/burst.ts';
import { useSimulation } from '../../../simulation/workspace/context.ts';
import { openSurface } from '../board/camera.ts';
import { readPalette, watchPalette } from '../drawing/palette.ts';
import { createCounter } from './count-ends.ts';
import type { FlightLayerProps } from './FlightCanvas.tsx';
import { paintCounts } from './paint-counts.ts';

interface CountCanvasProps extends FlightLayerProps {
  readonly burst: Burst;
}

/** Milliseconds between two looks at how many have come: a number that changes more often is not read. */
const PACE = 250;

/** How many requests came to each place, and which share each Service gave to whom. Draws by itself, without React. */
export function CountCanvas({ stage, screen, view, burst }: CountCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { playback } = useSimulation();
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const host = element.parentElement ?? document.body;
    const count = createCounter(stage, burst);
    let palette = readPalette(host);
    let frame = 0;
    let shown = '';
    const draw = (): void => {
      frame = 0;
      const counts = count(burst.ended ? Number.POSITIVE_INFINITY : playback.getState().flightTime());
      shown = counts.key;
      const context = openSurface(element, screen);
      if (context !== undefined) paintCounts(context, counts, { board: stage.board, camera: view.get(), palette });
    };
    const redraw = (): void => {
      frame ||= requestAnimationFrame(draw);
    };
    const look = (): void => {
      if (!burst.ended && count(playback.getState().flightTime()).key !== shown) redraw();
    };
    redraw();
    const timer = burst.ended ? undefined : setInterval(look, PACE);
    const stops = [
      view.subscribe(redraw),
      watchPalette(() => {
        palette = readPalette(host);
        redraw();
      }),
    ];
    return () => {
      clearInterval(timer);
      cancelAnimationFrame(frame);
      for (const stop of stops) stop();
    };
  }, [stage, screen, view, burst, playback]);
  return <canvas ref={canvas} aria-hidden="true" className="pointer-events-none absolute inset-0 z-6 size-full" />;
}
