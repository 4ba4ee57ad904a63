import type { CSSProperties } from 'react';

/** Screen pixels below which text is not read. */
export const READABLE = 11;
/** The same from the last row of a room. */
export const READABLE_FROM_AFAR = 16;
/** Board pixels: the text of a box, the largest at which all its lines have room, and the largest a name alone can have. */
const TEXT = 13;
const ALL_LINES = 22;
const NAME_ALONE = 32;
/** Beyond, where there are shapes, sizes change in such steps. */
const SHAPES_STEP = 8;
/** From here on not all words of a line have room, and then not all lines of a box. */
const TIGHT = 15;
const CLOSE = 18;

/** Board pixels of words on wires and lines: as they are drawn from near, and the most there is room for. */
const PAINTED = 12;
const MOST_PAINTED = 18;

/** The size of words that are painted below the boxes, seen at this zoom. */
export function paintedTextSize(zoom: number): number {
  return Math.max(PAINTED, Math.min(READABLE / zoom, MOST_PAINTED));
}

interface BoardText {
  readonly style: CSSProperties;
  /** Words that repeat what an icon or the place says are left out (`in-data-tight:…`). */
  readonly 'data-tight'?: '';
  /** Lines that the inspector tells as well are left out (`in-data-close:…`). */
  readonly 'data-close'?: '';
  /** No name has room: shapes are left, and of frames their names and how much they hold (theme.css). */
  readonly 'data-shapes'?: '';
  /** Only names and what is wrong are left (`in-data-far:…`). */
  readonly 'data-far'?: '';
}

/**
 * The size of the text in boxes seen at this zoom: as large as it takes to be `least` pixels on the screen, in whole pixels,
 * as long as it fits. Larger than any name has room for: nothing could be read.
 */
export function boardTextSize(zoom: number, least = READABLE): number {
  const needed = Math.ceil(READABLE / zoom);
  if (needed > NAME_ALONE) return Math.ceil(needed / SHAPES_STEP) * SHAPES_STEP;
  return Math.min(Math.max(TEXT, Math.ceil(least / zoom)), NAME_ALONE);
}

/** Text of this size has no room in a box: shapes are left, and the names of frames. */
export function isTooLarge(size: number): boolean {
  return size > NAME_ALONE;
}

/** For the element around the boxes: everything in them that is small or body text follows. */
export function boardText(size: number): BoardText {
  const style: Readonly<Record<`--${string}`, string>> = {
    '--text-small': `${Math.min(size, NAME_ALONE)}px`,
    '--text-body': `${Math.min(Math.max(size + 2, TEXT + 2), NAME_ALONE + 2)}px`,
    '--text-shapes': `${size}px`,
  };
  return {
    style,
    ...(isTooLarge(size) && { 'data-shapes': '' }),
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

/** Of the monospaced font as it is adjusted, in em: what a character takes, and how much closer characters may stand. */
const ADVANCE = 0.62;
const CLOSER = 0.07;
/** Board pixels that browsers round away. */
const SLACK = 2;

/** An address in so many board pixels: its characters stand closer where that is enough to show it whole; what does not fit has to be cut with a mark. */
export function closeUp(address: string, room: number): CSSProperties {
  return {
    letterSpacing: `clamp(-${CLOSER}em, calc(${Math.floor(room - SLACK)}px / ${address.length} - ${ADVANCE}em), 0em)`,
  };
}
