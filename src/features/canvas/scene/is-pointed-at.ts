/** A finger that has left stays nowhere. */
export function isPointedAt(element: HTMLElement | null): boolean {
  return element?.matches(':hover') === true && matchMedia('(hover: hover)').matches;
}
