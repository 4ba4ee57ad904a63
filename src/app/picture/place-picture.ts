import { boardText, boardTextSize } from '../../features/canvas/board/board-text.ts';
import { firstCamera } from '../../features/canvas/board/camera.ts';
import { type KnownRoom, windowSize } from '../../features/canvas/scene/use-room.ts';
import { readAddress } from '../page/address.ts';
import { keepsBoards } from '../page/kept-choice.ts';
import { holdInput } from './hold-input.ts';

// Runs in the page itself, before any script has arrived: shows the picture of the first board where that is what will open, as
// large as it will be. What it knows of boards it has from those who draw them.

/** Milliseconds that the picture waits for its typefaces: as long as browsers do for those that are asked for first. */
const PATIENCE = 100;

const picture = document.getElementById('picture');
const board = picture?.querySelector<HTMLElement>('[data-bounds]');
const canvas = board?.closest('section');

if (picture && board && canvas && opensFirstLesson()) {
  picture.hidden = false;
  const place = (): void => {
    const [left = 0, top = 0, width = 1, height = 1] = (board.dataset['bounds'] ?? '').split(' ').map(Number);
    const screen = { width: canvas.clientWidth, height: canvas.clientHeight };
    // Who takes its place need not have the page laid out to know it (page/picture-shown.ts).
    const { top: above } = canvas.getBoundingClientRect();
    canvas.dataset['room'] = JSON.stringify({ ...screen, top: above, window: windowSize() } satisfies KnownRoom);
    const camera = firstCamera({ left, top, width, height }, screen);
    board.style.transform = `translate(${camera.x}px, ${camera.y}px) scale(${camera.zoom})`;
    board.style.setProperty('--zoom', String(camera.zoom));
    const { style, ...marks } = boardText(boardTextSize(camera.zoom));
    for (const [name, value] of Object.entries(style)) board.style.setProperty(name, value);
    for (const mark of ['data-tight', 'data-close', 'data-shapes', 'data-far'])
      board.toggleAttribute(mark, mark in marks);
    board.toggleAttribute('data-placed', true);
  };
  const show = (): void => {
    picture.toggleAttribute('data-ready', true);
    // It looks once by itself, before the picture is painted, when the browser has laid out the page anyway.
    new ResizeObserver(place).observe(canvas);
    // Read by the benchmark, as the packet of the page is (PacketLayer.tsx).
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches)
      requestAnimationFrame(() => performance.mark('packetwalk:first-packet'));
  };
  holdInput(picture);
  new PerformanceObserver(() => picture.toggleAttribute('data-seen', true)).observe({ type: 'paint', buffered: true });
  // Where words in their own typeface take another line they leave the board less, and it is placed anew.
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  void Promise.race([typefaces(), patience]).then(show, show);
} else {
  // Something else is opened, and walked: what that takes is fetched along with the page.
  for (const href of (picture?.dataset['otherwise'] ?? '').split(' ').filter(Boolean))
    document.head.append(
      Object.assign(document.createElement('link'), { rel: 'modulepreload', crossOrigin: '', href }),
    );
}

/** Resolves once all typefaces of the page have come, for the letters that most words have. */
function typefaces(): Promise<unknown> {
  const families = new Set([...document.fonts].map(({ family }) => family.replaceAll('"', '')));
  return Promise.all([...families].map((family) => document.fonts.load(`1em "${family}"`)));
}

function opensFirstLesson(): boolean {
  const { mode, lesson, link } = readAddress(location);
  return mode === 'edit' && lesson === undefined && link === undefined && top === window && !keepsBoards();
}
