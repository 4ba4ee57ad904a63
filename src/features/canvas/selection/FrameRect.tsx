import type { Rect } from '../board/element.ts';

/** A frame while it is drawn. */
export function FrameRect({ rect: { left, top, width, height } }: { readonly rect: Rect }) {
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute z-20 rounded-xs border border-accent bg-accent/10"
      style={{ left, top, width, height }}
    />
  );
}
