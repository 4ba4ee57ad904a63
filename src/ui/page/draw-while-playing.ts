/** Something that plays: it tells of every change but those that time alone makes. */
interface Playing {
  readonly getState: () => { readonly playing: boolean };
  readonly subscribe: (listener: () => void) => () => void;
}

/** Draws in the frame after each change, and in every frame while it plays: at rest no frame is asked for. Returns what ends that. */
export function drawWhilePlaying(player: Playing, draw: () => void): () => void {
  let frame = 0;
  const wake = (): void => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      draw();
      if (player.getState().playing) wake();
    });
  };
  const unsubscribe = player.subscribe(wake);
  wake();
  return () => {
    cancelAnimationFrame(frame);
    unsubscribe();
  };
}
