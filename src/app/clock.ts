import type { PlaybackStore } from '../simulation/playback-store.ts';

const LONGEST_FRAME = 100;

/** The page's one frame loop: tells the playback how much time passed. It rests while nothing plays or nobody looks. */
export function runClock(playback: PlaybackStore): () => void {
  let frame = 0;
  let last = 0;
  const step = (now: number): void => {
    frame = 0;
    playback.getState().tick(Math.min(now - last, LONGEST_FRAME));
    last = now;
    wake();
  };
  const wake = (): void => {
    if (frame !== 0 || document.hidden || !playback.getState().playing) return;
    frame = requestAnimationFrame(step);
  };
  const start = (): void => {
    if (frame === 0) last = performance.now();
    wake();
  };
  document.addEventListener('visibilitychange', start);
  const unsubscribe = playback.subscribe((state, previous) => {
    if (state.playing && !previous.playing) start();
  });
  start();
  return () => {
    cancelAnimationFrame(frame);
    document.removeEventListener('visibilitychange', start);
    unsubscribe();
  };
}
