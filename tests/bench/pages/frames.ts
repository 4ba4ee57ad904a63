/** What a stretch of frames was like; milliseconds between the starts of one frame and the next. */
export interface FrameTimes {
  readonly frames: readonly number[];
  /** Changes of the page's elements, counted by a MutationObserver: what React, or anybody, did to them. */
  readonly mutations: number;
  /** Times a canvas was drawn anew (each drawing sets its scale once), by its place from the bottom. */
  readonly rasters: readonly number[];
  /** Elements in the page at the end. */
  readonly elements: number;
}

/** Calls `act` in each frame with its number, until it returns false; the frames' times. */
export async function recordFrames(act: (frame: number) => boolean): Promise<FrameTimes> {
  const mutations = countMutations();
  const rasters = countRasters();
  const times: number[] = [];
  await new Promise<void>((resolve) => {
    const step = (now: number): void => {
      times.push(now);
      if (act(times.length - 1)) requestAnimationFrame(step);
      else resolve();
    };
    requestAnimationFrame(step);
  });
  return {
    frames: times.slice(1).map((time, index) => time - (times[index] ?? 0)),
    mutations: mutations(),
    rasters: rasters(),
    elements: document.querySelectorAll('*').length,
  };
}

function countMutations(): () => number {
  let count = 0;
  const observer = new MutationObserver((records) => {
    count += records.length;
  });
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  return () => {
    count += observer.takeRecords().length;
    observer.disconnect();
    return count;
  };
}

function countRasters(): () => readonly number[] {
  const counts = new Map<unknown, number>();
  const { prototype } = CanvasRenderingContext2D;
  const setTransform = Reflect.get<object, string>(prototype, 'setTransform') as (
    ...matrix: readonly unknown[]
  ) => void;
  Reflect.set(prototype, 'setTransform', function (this: CanvasRenderingContext2D, ...matrix: readonly unknown[]) {
    counts.set(this.canvas, (counts.get(this.canvas) ?? 0) + 1);
    Reflect.apply(setTransform, this, matrix);
  });
  return () => {
    Reflect.set(prototype, 'setTransform', setTransform);
    return [...document.querySelectorAll('canvas')].map((canvas) => counts.get(canvas) ?? 0);
  };
}
