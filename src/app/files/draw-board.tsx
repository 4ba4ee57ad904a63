import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { PicturedBoard, type View } from '../../features/canvas/pictured/PicturedBoard.tsx';
import { drawStanding, type StandingBoard } from '../../features/canvas/pictured/stand-board.ts';
import { escapeMarkup } from '../../ui/copying/escape-markup.ts';
import { pictureMetadata } from '../../scenario/picture-file.ts';
import { SimulationProvider } from '../../simulation/workspace/context.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { WordsProvider } from '../../ui/words.ts';
import { embedFonts } from './embed-fonts.ts';

export interface PictureLook {
  readonly theme: 'light' | 'dark';
  /** view: what the screen shows of the board; walk: what the packet passes; board: all of it. */
  readonly part: 'view' | 'walk' | 'board';
}

export interface PictureTexts {
  readonly title: string;
  /** The hash of a link that shows the same; undefined: it is too long to go along. */
  readonly hash: string | undefined;
}

export interface SvgPicture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** Milliseconds that parts of boxes have to come. */
const PATIENCE = 5000;

/** Draws the board at the step shown as SVG, with the typefaces and the scenario in it. */
export async function drawBoard(
  simulation: Simulation,
  look: PictureLook,
  { title, hash }: PictureTexts,
): Promise<SvgPicture> {
  const board = await withBoard(simulation, look, (stand) => stand());
  const shapes = drawStanding(board, simulation.playback.getState());
  const { width, height, fonts } = board;
  const faces = await embedFonts(fonts, shapes);
  const head = `<title>${escapeMarkup(title)}</title>${hash === undefined ? '' : pictureMetadata(hash)}`;
  return { svg: svgOf(board, { head, faces, shapes }), width, height };
}

export interface SvgParts {
  /** What stands first: its title, what it holds. */
  readonly head?: string;
  /** Rules of typefaces. */
  readonly faces: string;
  readonly shapes: string;
}

/** A whole picture as large as the board, on its ground. */
export function svgOf(
  { width, height, fonts, ground }: Pick<StandingBoard, 'width' | 'height' | 'fonts' | 'ground'>,
  { head = '', faces, shapes }: SvgParts,
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escapeMarkup(fonts.sans)}">${head}<style>${faces}text{font-variant-numeric:tabular-nums slashed-zero}</style><rect fill="${ground}" width="100%" height="100%"/>${shapes}</svg>`;
}

/** Lays the board out where nobody sees it, for as long as something is taken of it. `stand`: the board as its playback has it now. */
export async function withBoard<T>(
  simulation: Simulation,
  { theme, part }: PictureLook,
  take: (stand: () => Promise<StandingBoard>) => Promise<T>,
): Promise<T> {
  const host = document.createElement('div');
  host.setAttribute('aria-hidden', 'true');
  host.inert = true;
  Object.assign(host.style, {
    position: 'fixed',
    inset: '0 auto auto 0',
    opacity: '0',
    pointerEvents: 'none',
    zIndex: '-1',
    color: 'var(--color-ink)',
  });
  document.body.append(host);
  const root = createRoot(host);
  let standNow: (() => StandingBoard | undefined) | undefined;
  const onStand = (next: () => StandingBoard | undefined): void => {
    standNow = next;
  };
  const shown = part === 'view' ? (viewOnScreen() ?? 'board') : part;
  try {
    flushSync(() =>
      root.render(
        <WordsProvider value={simulation.words}>
          <SimulationProvider value={simulation}>
            <PicturedBoard part={shown} onStand={onStand} />
          </SimulationProvider>
        </WordsProvider>,
      ),
    );
    return await take(() => whole(() => inTheme(theme, () => standNow?.())));
  } finally {
    root.unmount();
    host.remove();
  }
}

/** What stands, once nothing of it is on its way: what comes later is laid out by the second frame after. */
async function whole(stand: () => StandingBoard | undefined): Promise<StandingBoard> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, 60));
    const board = stand();
    if (board !== undefined) return board;
    if (performance.now() > end) throw new Error('The boxes of the board did not come');
  }
}

/** Has the page another theme for as long as something is drawn, which nobody sees: it is over before the next frame. */
function inTheme<T>(theme: PictureLook['theme'], draw: () => T): T {
  const { dataset } = document.documentElement;
  const before = dataset['theme'];
  dataset['theme'] = theme;
  try {
    return draw();
  } finally {
    if (before === undefined) delete dataset['theme'];
    else dataset['theme'] = before;
  }
}

/** How the board is seen now: who moves the view keeps it in the style of what holds the boxes. */
function viewOnScreen(): View | undefined {
  const canvas = document.querySelector('[data-region="canvas"]');
  const boxes = canvas?.querySelector('.react-flow__viewport, [data-first-look] > [role="application"]');
  if (!canvas || !boxes) return undefined;
  const { a: zoom, e: x, f: y } = new DOMMatrix(getComputedStyle(boxes).transform);
  return { camera: { x, y, zoom }, screen: { width: canvas.clientWidth, height: canvas.clientHeight } };
}
