/** Outlines on a 16-pixel grid; circles are two arcs. */
const WHEEL = 'M2.5 8a5.5 5.5 0 1 0 11 0 5.5 5.5 0 1 0-11 0M8 2.5v11M2.5 8h11';

/** What every board has. The glyphs of all other kinds are fetched later (KindIcon.tsx). */
export const BOARD_GLYPHS: Readonly<Record<string, string>> = {
  Pause: 'M5.5 4v8M10.5 4v8',
  Node: 'M3.5 2.5h9a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-3a1 1 0 0 1 1-1M3.5 8.5h9a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-3a1 1 0 0 1 1-1M5 5h.01M5 11h.01',
  Service:
    'M1.7 8a1.8 1.8 0 1 0 3.6 0 1.8 1.8 0 1 0-3.6 0M10.7 3.5a1.8 1.8 0 1 0 3.6 0 1.8 1.8 0 1 0-3.6 0M10.7 12.5a1.8 1.8 0 1 0 3.6 0 1.8 1.8 0 1 0-3.6 0M5.2 7.2 10.9 4.3M5.2 8.8l5.7 2.9',
  Internet: 'M2 8a6 6 0 1 0 12 0 6 6 0 1 0-12 0M2 8h12M8 2c2.2 1.8 2.6 10.2 0 12M8 2C5.8 3.8 5.4 12.2 8 14',
};

export interface BoardIconProps {
  readonly kind: string;
  readonly size?: number;
  readonly className?: string;
}

/** Which kind of thing this is, of those that every board has; others get a plain wheel. Decorative: the words beside it say the same. */
export function BoardIcon({ kind, ...props }: BoardIconProps) {
  return <Glyph path={glyphOf(BOARD_GLYPHS, kind)} {...props} />;
}

/** The glyph of a kind, whose name may be any: one of a custom resource may be that of what every object has. */
export function glyphOf(glyphs: Readonly<Record<string, string>>, kind: string): string | undefined {
  return Object.hasOwn(glyphs, kind) ? glyphs[kind] : undefined;
}

interface GlyphProps extends Omit<BoardIconProps, 'kind'> {
  readonly path: string | undefined;
}

/** An outline; absent: a plain wheel. */
export function Glyph({ path = WHEEL, size = 16, className = '' }: GlyphProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={`shrink-0 ${className}`}
    >
      <path d={path} />
    </svg>
  );
}
