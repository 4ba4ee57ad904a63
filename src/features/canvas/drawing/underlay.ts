import type { Camera, ScreenSize } from '../board/camera.ts';
import type { Palette } from './palette.ts';

/** What a painter has to know of the moment. */
export interface UnderlayFrame {
  readonly camera: Camera;
  readonly screen: ScreenSize;
  readonly palette: Palette;
}

export type Painter = (context: CanvasRenderingContext2D, frame: UnderlayFrame) => void;

/**
 * What is painted first on the canvas of another: a canvas of its own would be copied in each frame of all that moves beside it,
 * although it stands still.
 */
export interface Underlay {
  readonly paint: Painter;
  /** Has it painted by this from now on; undefined: nothing is. Once more for the same, when what that paints is another. */
  readonly show: (painter: Painter | undefined) => void;
  /** Called when something is to be painted; returns what ends that. */
  readonly subscribe: (listener: () => void) => () => void;
}

export function createUnderlay(): Underlay {
  const listeners = new Set<() => void>();
  let painter: Painter | undefined;
  return {
    paint: (context, frame) => painter?.(context, frame),
    show: (next) => {
      painter = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
