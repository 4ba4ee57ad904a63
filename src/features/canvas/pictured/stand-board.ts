import type { PlaybackState } from '../../../simulation/playback/playback-store.ts';
import type { Camera, ScreenSize } from '../board/camera.ts';
import type { Point } from '../board/element.ts';
import { type BoardScene, paintBoard } from '../drawing/paint-board.ts';
import { readPalette } from '../drawing/palette.ts';
import type { PacketView } from '../packets/packet-view.ts';
import { inView } from '../words/in-view.ts';
import { seenWords } from '../words/seen-words.ts';
import { SvgCanvas } from './svg-canvas.ts';
import { traceElement } from './trace-boxes.ts';

/** A board laid out to be drawn, at one moment of its walk. Sizes and places in pixels of its picture. */
export interface StandingBoard extends ScreenSize {
  /** Its boxes and lines as SVG, without the element around them: all but the packet and what is said of it. */
  readonly shapes: string;
  /** The sentence of the beat as SVG, from its left upper corner; undefined: none is told. */
  readonly caption: (ScreenSize & { readonly shapes: string }) | undefined;
  /** "color-mix(…)" and the like are resolved; families as CSS names them. */
  readonly ground: string;
  readonly fonts: { readonly sans: string; readonly mono: string };
  /** Draws the packet over it as the playback has it, a time after it was drawn last; where the caption has its corner. */
  readonly drawPacket: (
    context: CanvasRenderingContext2D,
    moment: { readonly playback: PlaybackState; readonly elapsed: number; readonly still: boolean },
  ) => Point | undefined;
}

interface Elements {
  readonly around: HTMLElement;
  readonly inside: HTMLElement;
  readonly words: HTMLElement;
}

interface Standing {
  readonly scene: BoardScene;
  readonly camera: Camera;
  readonly screen: ScreenSize;
  readonly packets: PacketView;
  /** The picture ends where the screen does. */
  readonly isCut: boolean;
}

/** The board as the elements have it now; undefined: a part of a box has yet to come. */
export function standBoard(
  { around, inside, words }: Elements,
  { scene, camera, screen, packets, isCut }: Standing,
): StandingBoard | undefined {
  const ruler = document.createElement('canvas').getContext('2d');
  if (ruler === null || around.querySelector('[role="status"]') !== null) return undefined;
  const palette = readPalette(around);
  const ground = new SvgCanvas(ruler);
  paintBoard(asCanvas(ground), scene, camera, { palette, screen });
  const traced = traceElement(inside, { origin: cornerOf(inside), ruler });
  const caption = words.hidden
    ? undefined
    : {
        width: words.offsetWidth,
        height: words.offsetHeight,
        shapes: traceElement(words, { origin: cornerOf(words), ruler }),
      };
  const seen = seenWords(around).map((rect) => inView(rect, camera));
  return {
    ...screen,
    shapes: `${ground.svg}<g transform="translate(${camera.x} ${camera.y}) scale(${camera.zoom})">${traced}</g>`,
    caption,
    ground: isCut ? palette.paper : palette.surface,
    fonts: { sans: palette.sans, mono: palette.mono },
    drawPacket: (context, moment) => {
      packets.draw(context, { ...moment, camera, screen, palette, seen, ...(caption && { caption }) });
      return packets.caption();
    },
  };
}

/** The board at its moment as SVG, packet and caption in it. */
export function drawStanding(board: StandingBoard, playback: PlaybackState): string {
  const ruler = document.createElement('canvas').getContext('2d');
  if (ruler === null) throw new Error('The browser has no canvas');
  const above = new SvgCanvas(ruler);
  const at = board.drawPacket(asCanvas(above), { playback, elapsed: 0, still: true });
  const told =
    at === undefined || board.caption === undefined
      ? ''
      : `<g transform="translate(${at.x} ${at.y})">${board.caption.shapes}</g>`;
  return board.shapes + above.svg + told;
}

function cornerOf(element: Element): Point {
  const { left: x, top: y } = element.getBoundingClientRect();
  return { x, y };
}

/** The canvas knows what the board's painters ask of one. */
function asCanvas(canvas: SvgCanvas): CanvasRenderingContext2D {
  return canvas as unknown as CanvasRenderingContext2D;
}
