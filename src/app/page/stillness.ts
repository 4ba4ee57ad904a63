/** True for people who asked their machine for less motion: what opens by itself waits to be played. */
export function prefersStillness(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
