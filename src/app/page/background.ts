import type { Background } from '../../simulation/playback/way-count.ts';

/** Milliseconds at a time: most of a frame is left to the page. */
const SLICE = 6;
const PAUSE = 10;

/** Works for a few milliseconds, lets the page draw and answer, and goes on. Not by frames: a page nobody looks at has none. */
export const inBackground: Background = (step) => {
  const work = (): void => {
    const end = performance.now() + SLICE;
    while (step()) {
      if (performance.now() < end) continue;
      timer = setTimeout(work, PAUSE);
      return;
    }
  };
  let timer = setTimeout(work, PAUSE);
  return () => clearTimeout(timer);
};
