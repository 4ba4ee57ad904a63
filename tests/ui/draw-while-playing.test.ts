import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { drawWhilePlaying } from '../../src/ui/page/draw-while-playing.ts';

let waiting: (() => void)[] = [];

/** The next frame; how many ask for one after it. */
function frame(): number {
  for (const run of waiting.splice(0)) run();
  return waiting.length;
}

beforeEach(() => {
  waiting = [];
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => waiting.push(run));
  vi.stubGlobal('cancelAnimationFrame', (id: number) => void waiting.splice(id - 1, 1));
});
afterEach(() => vi.unstubAllGlobals());

test('what plays is drawn in every frame, what rests once for each change, and nothing once it is over', () => {
  const player = createStore(() => ({ playing: true, at: 0 }));
  const draw = vi.fn();
  const stop = drawWhilePlaying(player, draw);
  expect([frame(), frame(), frame()]).toEqual([1, 1, 1]);
  expect(draw).toHaveBeenCalledTimes(3);
  player.setState({ playing: false });
  expect(frame()).toBe(0);
  expect(draw).toHaveBeenCalledTimes(4);
  player.setState({ at: 1 });
  player.setState({ at: 2 });
  expect(frame()).toBe(0);
  expect(draw).toHaveBeenCalledTimes(5);
  player.setState({ playing: true });
  stop();
  expect(frame()).toBe(0);
  player.setState({ at: 3 });
  expect(frame()).toBe(0);
  expect(draw).toHaveBeenCalledTimes(5);
});
