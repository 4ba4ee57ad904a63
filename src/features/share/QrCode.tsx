import encodeQR from 'qr';
import { useMemo } from 'react';
import { useWords } from '../../ui/words.ts';
import { outline } from './outline.ts';

/** The white around a code, in modules, that a reader needs (ISO/IEC 18004). */
const QUIET = 4;
/** Pixels of a module, and of the whole at most. */
const MODULE = 3.5;
const LARGEST = 304;

/** A link to be scanned from the screen: dark on white, also at night. */
export function QrCode({ text }: { readonly text: string }) {
  const modules = useMemo(() => encodeQR(text, 'raw', { ecc: 'low', border: QUIET }), [text]);
  const size = modules.length;
  const width = Math.min(Math.round(size * MODULE), LARGEST);
  return (
    <svg
      role="img"
      aria-label={useWords('share').qrCode}
      viewBox={`0 0 ${size} ${size}`}
      width={width}
      height={width}
      shapeRendering="crispEdges"
      className="h-auto max-w-full shrink-0 self-center rounded-md border border-line sm:self-start"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={outline(modules)} fill="#000" />
    </svg>
  );
}
