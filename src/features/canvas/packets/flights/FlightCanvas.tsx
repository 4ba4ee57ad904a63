import { useEffect, useRef } from 'react';
import { useSimulation } from '../../../../simulation/workspace/context.ts';
import { openSurface, type ScreenSize } from '../../board/camera.ts';
import type { CameraSource } from '../../board/camera-source.ts';
import { createFlightView, seenPart } from './flight-view.ts';
import { readPalette, watchPalette } from '../../drawing/palette.ts';
import type { Stage } from '../places/place.ts';

// Always fetched with it.
export { BurstCounts } from './BurstCounts.tsx';

export interface FlightLayerProps {
  readonly stage: Stage;
  readonly screen: ScreenSize;
  readonly view: CameraSource;
}

/** Covers what the flights pass and no more: every frame of it is copied whole. Draws by itself, without React. */
export function FlightCanvas({ stage, screen, view }: FlightLayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { playback } = useSimulation();
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const surface = ownSurface(element);
    const host = element.parentElement ?? document.body;
    const reduced = matchMedia('(prefers-reduced-motion: reduce)');
    let palette = readPalette(host);
    let flights = playback.getState().flights;
    let shown = createFlightView(stage, flights);
    let frame = 0;
    let stale = true;
    let drawnAt = -1;
    const draw = (): void => {
      const state = playback.getState();
      if (state.flights !== flights) {
        flights = state.flights;
        shown = createFlightView(stage, flights);
        stale = true;
      }
      const time = state.flightTime();
      if (stale || time !== drawnAt) paint(time);
      stale = false;
      drawnAt = time;
      // A stream of requests moves while the walk stands still.
      frame = requestAnimationFrame(draw);
    };
    const paint = (time: number): void => {
      const camera = view.get();
      const part = shown.bounds && seenPart(shown.bounds, camera, screen);
      const context = part && openSurface(surface, part);
      if (part !== undefined && context !== undefined) {
        if (stale) {
          Object.assign(element.style, {
            left: `${part.left}px`,
            top: `${part.top}px`,
            width: `${part.width}px`,
            height: `${part.height}px`,
          });
        }
        shown.draw(context, time, { camera, part, palette, still: reduced.matches });
      }
    };
    frame = requestAnimationFrame(draw);
    const stops = [
      view.subscribe(() => {
        stale = true;
      }),
      watchPalette(() => {
        palette = readPalette(host);
        stale = true;
      }),
    ];
    return () => {
      cancelAnimationFrame(frame);
      for (const stop of stops) stop();
    };
  }, [view, playback, screen, stage]);
  return <canvas ref={canvas} aria-hidden="true" className="pointer-events-none absolute z-6" />;
}

const surfaces = new WeakMap<HTMLCanvasElement, OffscreenCanvas>();

/**
 * What to draw on so that the frames go straight to the screen: else each of them has the page composited anew, and every other
 * canvas of it copied. A canvas gives its surface away only once.
 */
function ownSurface(element: HTMLCanvasElement): HTMLCanvasElement | OffscreenCanvas {
  if (!('transferControlToOffscreen' in element)) return element;
  const known = surfaces.get(element);
  if (known !== undefined) return known;
  const surface = element.transferControlToOffscreen();
  surfaces.set(element, surface);
  return surface;
}
