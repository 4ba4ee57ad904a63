import {
  BufferTarget,
  CanvasSource,
  getFirstEncodableVideoCodec,
  Output,
  QUALITY_HIGH,
  WebMOutputFormat,
} from 'mediabunny';
import { createStore } from 'zustand/vanilla';
import type { StandingBoard } from '../../features/canvas/pictured/stand-board.ts';
import type { Film, FilmMaking, NoFilm } from '../../features/share/film.ts';
import type { PictureWanted } from '../../features/share/picture.ts';
import type { PlaybackState } from '../../simulation/playback/playback-store.ts';
import { cueAt, type Timeline } from '../../simulation/playback/timeline.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { fileName } from '../page/download.ts';
import { svgOf, withBoard } from './draw-board.tsx';
import { embedFonts, type Faces } from './embed-fonts.ts';

/** Frames a second. */
const RATE = 30;
/** Milliseconds for which its end is seen. */
const REST = 2000;
/** Pixels to a side, at most, and for each of the board's. */
const MOST = 1280;
const SHARPNESS = 2;
/** In this order: what most programs play, for the fewest bytes. */
const CODECS = ['vp9', 'vp8', 'av1'] as const;

/**
 * The walk that is shown as a WebM, as the board plays it at the depth shown and at normal speed, drawn frame by frame and not
 * filmed from the screen. Rejects when `signal` says so.
 */
export async function createFilm(
  simulation: Simulation,
  look: PictureWanted,
  { signal, onProgress }: FilmMaking,
): Promise<Film | NoFilm> {
  const shown = simulation.playback.getState();
  const { timeline } = shown;
  if (timeline === undefined) return 'NO_WALK';
  if (!('VideoEncoder' in window)) return 'NO_ENCODER';
  let time = 0;
  // The page stays where it is: what is drawn has a playback of its own.
  const playback = createStore<PlaybackState>(() => ({ ...shown, playing: true, cue: 0, time: () => time }));
  return withBoard({ ...simulation, playback }, look, async (stand) => {
    const board = await stand();
    const { canvas, context, scale } = openCanvas(board);
    const codec = await getFirstEncodableVideoCodec([...CODECS], { width: canvas.width, height: canvas.height });
    if (codec === null) return 'NO_ENCODER';
    const output = new Output({ format: new WebMOutputFormat(), target: new BufferTarget() });
    const source = new CanvasSource(canvas, { codec, bitrate: QUALITY_HIGH });
    output.addVideoTrack(source, { frameRate: RATE });
    await output.start();
    const pictures = createPictures(scale);
    let now: Moment | undefined;
    const seek = async (at: number): Promise<Moment> => {
      time = at;
      const cue = cueAt(timeline, time);
      if (now !== undefined && cue === playback.getState().cue) return now;
      playback.setState({ cue });
      return pictures.of(await stand());
    };
    const frames = frameCount(timeline);
    try {
      for (let frame = 0; frame < frames; frame += 1) {
        signal.throwIfAborted();
        // Frames come one after the other.
        // oxlint-disable-next-line no-await-in-loop
        now = await seek(Math.min((frame * 1000) / RATE, timeline.duration));
        paint(context, now, { scale, playback: playback.getState() });
        // oxlint-disable-next-line no-await-in-loop
        await source.add(frame / RATE, 1 / RATE);
        onProgress((frame + 1) / frames);
      }
      await output.finalize();
    } catch (error) {
      await output.cancel();
      throw error;
    }
    const { buffer } = output.target;
    if (buffer === null) throw new Error('The video is empty');
    return {
      name: `${fileName(simulation.document.getState().document.title)}.webm`,
      blob: new Blob([buffer], { type: 'video/webm' }),
      width: canvas.width,
      height: canvas.height,
      seconds: frames / RATE,
    };
  });
}

function frameCount({ duration }: Timeline): number {
  return Math.ceil(((duration + REST) * RATE) / 1000);
}

/** A canvas for the frames: sides of videos are even. */
function openCanvas({ width, height }: StandingBoard) {
  const scale = Math.min(SHARPNESS, MOST / width, MOST / height);
  const even = (side: number): number => 2 * Math.round((side * scale) / 2);
  const canvas = Object.assign(document.createElement('canvas'), { width: even(width), height: even(height) });
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error(`${canvas.width} × ${canvas.height}`);
  return { canvas, context, scale };
}

/** The board between two frames in which it changes. */
interface Moment {
  readonly board: StandingBoard;
  readonly picture: CanvasImageSource;
  readonly caption: CanvasImageSource | undefined;
}

function paint(
  context: CanvasRenderingContext2D,
  { board, picture, caption }: Moment,
  { scale, playback }: { readonly scale: number; readonly playback: PlaybackState },
): void {
  const { width, height } = board;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.drawImage(picture, 0, 0, width, height);
  const at = board.drawPacket(context, { playback, elapsed: 1000 / RATE, still: false });
  if (at === undefined || caption === undefined || board.caption === undefined) return;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.drawImage(caption, at.x, at.y, board.caption.width, board.caption.height);
}

/** Makes pictures of the board, and of captions; those that stay are made once. */
function createPictures(scale: number) {
  const faces: Faces = new Map();
  let last: { readonly svg: string; readonly picture: Promise<CanvasImageSource> } | undefined;
  let told: typeof last;
  const again = (before: typeof last, svg: string, size: Size): NonNullable<typeof last> =>
    before?.svg === svg ? before : { svg, picture: decode(svg, size, scale) };
  return {
    of: async (board: StandingBoard): Promise<Moment> => {
      const { shapes, caption } = board;
      last = again(last, svgOf(board, { faces: await embedFonts(board.fonts, shapes, faces), shapes }), board);
      if (caption === undefined) return { board, picture: await last.picture, caption: undefined };
      const words = await embedFonts(board.fonts, caption.shapes, faces);
      const size = { width: caption.width, height: caption.height };
      told = again(told, svgOf({ ...board, ...size, ground: 'none' }, { faces: words, shapes: caption.shapes }), size);
      return { board, picture: await last.picture, caption: await told.picture };
    },
  };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Drawn once in the size that it has in the frames: browsers draw an SVG anew each time. */
async function decode(svg: string, { width, height }: Size, scale: number): Promise<CanvasImageSource> {
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = new OffscreenCanvas(Math.ceil(width * scale), Math.ceil(height * scale));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}
