import type { Point, Rect } from './element.ts';

/** How the board is seen: screen = board × zoom + (x, y). */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export function sameCamera(a: Camera, b: Camera): boolean {
  return a.x === b.x && a.y === b.y && a.zoom === b.zoom;
}

export interface ScreenSize {
  readonly width: number;
  readonly height: number;
  /** Pixels at its edges that something above the board covers; absent: nothing does. */
  readonly covered?: { readonly left: number; readonly bottom: number };
}

export const MIN_ZOOM = 0.02;
export const MAX_ZOOM = 2;
/** A fit enlarges little boards a bit, for people far from a projector. */
const FIT_ZOOM = 1.35;
/**
 * On the right stand the board's controls, unless they are above. At the bottom a message of one line has room, which says what has
 * just happened to the board.
 */
const MARGIN = { left: 24, right: 64, top: 16, bottom: 46 } as const;
/** Where they stand above: so many pixels. */
export const PHONE_TOP = 60;

/** How much of the right edge the board’s controls take. */
export const CONTROLS = 48;

/** Where a column of the board’s controls has no room they stand in a row above the board: theme.css has the same limits. */
export function hasControlsAbove({ width, height }: ScreenSize): boolean {
  return width < PHONE_WIDTH || height < LOW;
}

/** What of a screen the board’s controls leave at the right. */
export function clearOfControls(screen: ScreenSize): ScreenSize {
  return hasControlsAbove(screen) ? screen : { ...screen, width: screen.width - CONTROLS };
}

/** What of a screen a board is fitted to. */
export function roomOn(screen: ScreenSize): Rect {
  const [right, top] = hasControlsAbove(screen) ? [MARGIN.left, PHONE_TOP] : [MARGIN.right, MARGIN.top];
  const { left, bottom } = screen.covered ?? { left: 0, bottom: 0 };
  return {
    left: MARGIN.left + left,
    top,
    width: Math.max(screen.width - left - MARGIN.left - right, 1),
    height: Math.max(screen.height - top - MARGIN.bottom - bottom, 1),
  };
}

/** The whole board, as large as the screen allows. */
export function fitCamera(bounds: Rect, screen: ScreenSize): Camera {
  const { left, top, width, height } = roomOn(screen);
  const zoom = Math.min(FIT_ZOOM, Math.max(MIN_ZOOM, Math.min(width / bounds.width, height / bounds.height)));
  return {
    x: left + (width - bounds.width * zoom) / 2 - bounds.left * zoom,
    y: top + (height - bounds.height * zoom) / 2 - bounds.top * zoom,
    zoom,
  };
}

/** Close enough to read, with the packet in the middle: for screens on which the whole board would be too small. */
export function readingCamera(at: Point, screen: ScreenSize): Camera {
  return {
    x: screen.width / 2 - at.x * READING_ZOOM,
    y: (PHONE_TOP + screen.height) / 2 - at.y * READING_ZOOM,
    zoom: READING_ZOOM,
  };
}

/** As it is seen from nearer, or from farther away, with the same in the middle. */
export function zoomedBy(factor: number, { x, y, zoom }: Camera, { width, height }: ScreenSize): Camera {
  const next = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom * factor));
  const [atX, atY] = [width / 2, height / 2];
  return { x: atX - ((atX - x) * next) / zoom, y: atY - ((atY - y) * next) / zoom, zoom: next };
}

/** True when a fit on this screen could not be read, and following the packet is better. */
export function isTooSmall(bounds: Rect, screen: ScreenSize): boolean {
  return isPhone(screen) && fitCamera(bounds, screen).zoom < READING_ZOOM;
}

/** Pixels of a board below which it is laid out for the room that there is. */
export const NARROW = 1000;

export function isPhone({ width }: ScreenSize): boolean {
  return width < PHONE_WIDTH;
}

const READING_ZOOM = 0.72;
const PHONE_WIDTH = 640;
/** So high is a column of all controls, with the space around it. */
const LOW = 460;

/** The first look at a board: all of it, or, where that could not be read, its middle. */
export function firstCamera(bounds: Rect, screen: ScreenSize): Camera {
  const middle = { x: bounds.left + bounds.width / 2, y: bounds.top + bounds.height / 2 };
  return isTooSmall(bounds, screen) ? readingCamera(middle, screen) : fitCamera(bounds, screen);
}

/** What of the board is on the screen and not covered, with a margin of `share` of it on every side. */
export function visibleRect({ x, y, zoom }: Camera, { width, height, covered }: ScreenSize, share = 0): Rect {
  const { left, bottom } = covered ?? { left: 0, bottom: 0 };
  const [w, h] = [(width - left) / zoom, (height - bottom) / zoom];
  return {
    left: (left - x) / zoom - w * share,
    top: -y / zoom - h * share,
    width: w * (1 + 2 * share),
    height: h * (1 + 2 * share),
  };
}

export function contains(outer: Rect, inner: Rect): boolean {
  return (
    outer.left <= inner.left &&
    outer.top <= inner.top &&
    outer.left + outer.width >= inner.left + inner.width &&
    outer.top + outer.height >= inner.top + inner.height
  );
}

/** Pixels of a canvas to a side of one of the screen's. */
export const screenRatio = (): number => Math.min(globalThis.devicePixelRatio || 1, 2);

/**
 * Sizes a canvas for the screen's pixels; clears it; undefined when it cannot be drawn on. With a ground to fill it with, the
 * canvas is opaque from its first use on: what lies below need not be blended with it in every frame.
 */
export function openSurface(
  canvas: HTMLCanvasElement,
  size: ScreenSize,
  ground?: string,
): CanvasRenderingContext2D | undefined;
export function openSurface(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  size: ScreenSize,
): CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | undefined;
export function openSurface(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  { width, height }: ScreenSize,
  ground?: string,
): CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | undefined {
  const ratio = screenRatio();
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  const isFresh = canvas.width !== w || canvas.height !== h;
  if (isFresh) {
    canvas.width = w;
    canvas.height = h;
  }
  const context = contextOf(canvas, { alpha: ground === undefined });
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (context === undefined || ground === undefined) {
    // A fresh one is clear. On paper browsers draw again what was drawn, and clear what lies beneath.
    if (!isFresh) context?.clearRect(0, 0, width, height);
    return context;
  }
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  return context;
}

function contextOf(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  options: CanvasRenderingContext2DSettings,
): CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | undefined {
  if (canvas instanceof HTMLCanvasElement) return canvas.getContext('2d', options) ?? undefined;
  const context = canvas.getContext('2d', options);
  return context instanceof OffscreenCanvasRenderingContext2D ? context : undefined;
}

/** From here on the context draws in board pixels. */
export function applyCamera(context: CanvasRenderingContext2D, { x, y, zoom }: Camera): void {
  context.translate(x, y);
  context.scale(zoom, zoom);
}
