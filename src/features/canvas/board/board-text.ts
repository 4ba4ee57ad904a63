import type { CSSProperties } from 'react';

/** Screen pixels below which text is not read. */
export const READABLE = 11;
/** The same from the last row of a room. */
export const READABLE_FROM_AFAR = 16;
/** Board pixels: the text of a box, the largest at which all its lines have room, and the largest a name alone can have. */
const TEXT = 13;
const ALL_LINES = 22;
const NAME_ALONE = 32;
/** From here on not all words of a line have room, and then not all lines of a box. */
const TIGHT = 15;
const CLOSE = 18;

interface BoardText {
  readonly style: CSSProperties;
  /** Words that repeat what an icon or the place says are left out (`in-data-tight:…`). */
  readonly 'data-tight'?: '';
  /** Lines that the inspector tells as well are left out (`in-data-close:…`). */
  readonly 'data-close'?: '';
  /** Only names and what is wrong are left (`in-data-far:…`). */
  readonly 'data-far'?: '';
}

/**
 * The size of the text in boxes seen at this zoom: as large as it takes to be `least` pixels on the screen, in whole pixels,
 * as long as it fits.
 */
export function boardTextSize(zoom: number, least = READABLE): number {
  return Math.min(Math.max(TEXT, Math.ceil(least / zoom)), NAME_ALONE);
}

/** For the element around the boxes: everything in them that is small or body text follows. */
export function boardText(size: number): BoardText {
  const style: Readonly<Record<`--${string}`, string>> = {
    '--text-small': `${size}px`,
    '--text-body': `${Math.max(size + 2, TEXT + 2)}px`,
  };
  return {
    style,
    ...(size > ALL_LINES
      ? { 'data-far': '' }
      : size >= CLOSE
        ? { 'data-tight': '', 'data-close': '' }
        : size >= TIGHT
          ? { 'data-tight': '' }
          : {}),
  };
}

/** The name of a box that is one line high. */
export const NAME = 'text-small leading-5 font-semibold text-ink in-data-far:leading-tight';
