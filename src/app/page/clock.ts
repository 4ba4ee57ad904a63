const LONGEST_FRAME = 100;

/** Something that plays, and wants to be told how much time passed. */
interface Player {
  readonly getState: () => { readonly playing: boolean; readonly tick: (elapsed: number) => void };
  readonly subscribe: (
    listener: (state: { readonly playing: boolean }, previous: { readonly playing: boolean }) => void,
  ) => () => void;
}

/** The frame loop of a player: tells it how much time passed. It rests while nothing plays or nobody looks. */
export function runClock(playback: Player): () => void {
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
