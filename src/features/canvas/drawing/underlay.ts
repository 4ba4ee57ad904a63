import { createStore, type StoreApi } from 'zustand/vanilla';
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
 * although it stands still. Whoever has something else to paint puts another painter there; undefined: nothing is painted.
 */
export type Underlay = StoreApi<{ readonly paint: Painter | undefined }>;

export function createUnderlay(): Underlay {
  return createStore(() => ({ paint: undefined }));
}
