import { useEffect, useRef, useState } from 'react';
import { usePlayback, useSimulation } from '../../../simulation/workspace/context.ts';
import { lazyPart } from '../../../ui/lazy-part.tsx';
import { type Camera, openSurface, sameCamera, type ScreenSize } from '../board/camera.ts';
import type { CameraSource } from '../board/camera-source.ts';
import type { Point } from '../board/element.ts';
import type { Obstacle } from '../words/rects.ts';
import { BeatCaption } from './BeatCaption.tsx';
import { createPacketView } from './packet-view.ts';
import { readPalette, watchPalette } from '../drawing/palette.ts';
import { createUnderlay } from '../drawing/underlay.ts';
import { seenWords } from '../words/seen-words.ts';
import type { Stage } from './places/place.ts';

/** Where requests came to that were sent at once; fetched when the first ones set off. */
const BurstCounts = lazyPart(
  { part: 'packets', words: [], place: 'board' },
  async () => (await import('./flights/FlightCanvas.tsx')).BurstCounts,
);

interface PacketLayerProps {
  readonly stage: Stage;
  readonly screen: ScreenSize;
  readonly view: CameraSource;
}

const LONGEST_FRAME = 100;
/** Milliseconds for which the view has to rest before its words are looked for. */
const REST = 120;

/** One canvas above the elements for the packet that is followed. Draws by itself, and only while it moves: no frame makes React work. */
export function PacketLayer({ stage, screen, view }: PacketLayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const caption = useRef<HTMLParagraphElement>(null);
  const { playback } = useSimulation();
  const burst = usePlayback((state) => state.burst);
  const [underlay] = useState(createUnderlay);
  useEffect(() => {
    const surface = canvas.current;
    if (surface === null) return;
    const host = surface.parentElement ?? document.body;
    const reduced = matchMedia('(prefers-reduced-motion: reduce)');
    let palette = readPalette(host);
    let frame = 0;
    let last = 0;
    let marked = false;
    const redraw = (): void => {
      frame ||= requestAnimationFrame(draw);
    };
    const packets = createPacketView(stage, redraw);
    const watch = watchWords(host, caption.current, redraw);
    const draw = (now: number): void => {
      frame = 0;
      const elapsed = last === 0 ? 0 : Math.min(now - last, LONGEST_FRAME);
      const state = playback.getState();
      const context = openSurface(surface, screen);
      const camera = view.get();
      const seen = watch.look(camera, state.timeline?.cues[state.cue]?.beat, now);
      const words = caption.current;
      const size =
        words === null || words.hidden ? undefined : { width: words.offsetWidth, height: words.offsetHeight };
      if (context !== undefined) underlay.getState().paint?.(context, { camera, screen, palette });
      const moving =
        context !== undefined &&
        packets.draw(context, {
          playback: state,
          camera,
          screen,
          seen,
          palette,
          elapsed,
          still: reduced.matches,
          ...(size && { caption: size }),
        });
      putCaption(words, packets.caption());
      last = now;
      if (!marked && state.playing && state.cue >= 0) {
        marked = true;
        // Read by the benchmark: how long it takes from opening the page until a packet is on its way.
        performance.mark('packetwalk:first-packet');
      }
      if (moving) redraw();
      else last = 0;
    };
    redraw();
    const stops = [
      watch.stop,
      playback.subscribe(redraw),
      view.subscribe(redraw),
      underlay.subscribe(redraw),
      watchPalette(() => {
        palette = readPalette(host);
        redraw();
      }),
    ];
    return () => {
      cancelAnimationFrame(frame);
      for (const stop of stops) stop();
    };
  }, [view, playback, screen, stage, underlay]);
  return (
    <>
      <canvas ref={canvas} aria-hidden="true" className="pointer-events-none absolute inset-0 z-6 size-full" />
      {burst !== undefined && <BurstCounts stage={stage} burst={burst} underlay={underlay} />}
      <BeatCaption box={caption} />
    </>
  );
}

/** In its place it is seen. */
function putCaption(words: HTMLElement | null, at: Point | undefined): void {
  if (words === null || at === undefined) return;
  words.style.translate = `${at.x}px ${at.y}px`;
  words.style.visibility = '';
}

/**
 * Where words and controls are seen: looked for at each beat, and when the view has come to rest, and all that puts words where
 * they are. Boxes are drawn later than the beat that they are of, are put in their places and given the size of their text later
 * still, and typefaces arrive when they like.
 */
function watchWords(host: HTMLElement, caption: Node | null, redraw: () => void) {
  let known: readonly Obstacle[] = [];
  let last: Camera | undefined;
  let told: unknown;
  let due = 0;
  let timer = 0;
  let stale = true;
  const changed = (): void => {
    stale = true;
    redraw();
  };
  const boxes = new MutationObserver((changes) => {
    // The caption is none of the words that it keeps off.
    if (changes.some(({ target }) => target !== caption)) changed();
  });
  boxes.observe(host, { attributes: true, characterData: true, childList: true, subtree: true });
  document.fonts.addEventListener('loadingdone', changed);
  return {
    stop: () => {
      clearTimeout(timer);
      boxes.disconnect();
      document.fonts.removeEventListener('loadingdone', changed);
    },
    look: (camera: Camera, beat: unknown, now: number) => {
      const rested = due > 0 && now >= due;
      if (beat !== told || rested) known = seenWords(host);
      if (rested) due = 0;
      if (stale || last === undefined || !sameCamera(last, camera)) due = now + REST;
      [last, told, stale] = [camera, beat, false];
      clearTimeout(timer);
      // Until then nothing need be drawn.
      if (due > 0) timer = window.setTimeout(redraw, due - now);
      return known;
    },
  };
}
