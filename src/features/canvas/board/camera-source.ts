import type { Camera } from './camera.ts';

/** Where the layers learn how the board is seen, frame by frame, without React. */
export interface CameraSource {
  readonly get: () => Camera;
  /** Tells of every change; answers how to stop. */
  readonly subscribe: (listener: () => void) => () => void;
}

export interface MovableCamera extends CameraSource {
  readonly set: (camera: Camera) => void;
}

/** A view that moves only when it is told to. */
export function movableCamera(first: Camera): MovableCamera {
  let camera = first;
  const listeners = new Set<() => void>();
  return {
    get: () => camera,
    set: (next) => {
      camera = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
