import type { Camera } from './camera.ts';

/** Where the layers learn how the board is seen, frame by frame, without React. */
export interface CameraSource {
  readonly get: () => Camera;
  /** Tells of every change; answers how to stop. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** A view that does not move. */
export function fixedCamera(camera: Camera): CameraSource {
  return { get: () => camera, subscribe: () => () => undefined };
}
