import { renderToString } from 'react-dom/server';
import { createBoard } from '../../features/canvas/placing/board.ts';
import type { Board } from '../../features/canvas/board/placed-board.ts';
import { createLinks } from '../../features/canvas/placing/links.ts';
import { hiddenElements, touchedElements } from '../../features/canvas/board/system.ts';
import { type BoardScene, paintBoard } from '../../features/canvas/drawing/paint-board.ts';
import { type Palette, TOKENS } from '../../features/canvas/drawing/palette.ts';
import { FIRST_LESSON } from '../../lessons/catalog/first-lesson.ts';
import { SimulationProvider } from '../../simulation/workspace/context.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { WordsProvider } from '../../ui/words.ts';
import { recordWalk } from '../opening/recalled-walk.ts';
import { Shell } from '../shell/Shell.tsx';
import { createWorkspace } from '../start.ts';
import { drawPacket } from './draw-packet.ts';
import { SvgContext } from './svg-context.ts';

/** What a page shows of the first board before its scripts have come. */
export interface Picture {
  readonly html: string;
  /** Rules for what the page's policy allows no attributes for. */
  readonly css: string;
  /** What the first request comes to (recalled-walk.ts). */
  readonly walk: string;
}

/** Any size: where the picture is shown it is placed anew (place-picture.ts). */
const SCREEN = { width: 1056, height: 640, top: 0, window: '' } as const;

/** Draws the page with its first board, by what draws it in a browser, where there is none. */
export async function drawPicture(): Promise<Picture> {
  const workspace = createWorkspace({ mode: 'edit' });
  const { simulation } = workspace;
  simulation.open(
    { ...(await FIRST_LESSON.load()), lesson: FIRST_LESSON.id },
    { edit: { code: 'OPEN', detail: { title: FIRST_LESSON.title } }, clean: true },
  );
  await simulation.opened();
  const { request, result, counting, timeline } = simulation.playback.getState();
  if (request === undefined || result === undefined || timeline === undefined || counting !== undefined)
    throw new Error('The first request was not walked to its end');
  renderAsIs(simulation.document);
  renderAsIs(simulation.playback);
  renderAsIs(simulation.view);
  const page = renderToString(
    <WordsProvider value={simulation.words}>
      <SimulationProvider value={simulation}>
        <Shell workspace={workspace} embedded={false} framed={false} screen={SCREEN} />
      </SimulationProvider>
    </WordsProvider>,
  );
  const walk = recordWalk(simulation.document.getState().document, request, result);
  const board = firstBoard(simulation);
  const { html, css } = withoutAttributes(page);
  const packet = drawPacket({ board }, timeline, PALETTE);
  return { html: withGround(html, board, packet.html), css: `${IN_TURN}${css}${packet.css}`, walk };
}

/**
 * What is laid out when (place-picture.ts): nothing before the typefaces have come, since others cost more to find than to set; the board
 * once it is as large as it will be; with the second frame what stands around it and takes its room whatever is in it, as much again.
 */
const IN_TURN = [
  '#picture:not([data-ready])>*{content-visibility:hidden}',
  '#picture [data-bounds]:not([data-placed]){content-visibility:hidden}',
  '@media (min-width:48rem){#picture:not([data-seen]) :is(header,:has(>[data-region=walk]),[data-region=playback]){content-visibility:hidden;contain-intrinsic-height:2rem}}',
].join('');

/** On a server React asks stores for what they held first. */
function renderAsIs<T>(store: { getInitialState: () => T; readonly getState: () => T }): void {
  store.getInitialState = store.getState;
}

function firstBoard({ document, playback }: Simulation): Board {
  const { router, document: scenario } = document.getState();
  const { cluster } = router;
  const hidden = hiddenElements(cluster, touchedElements(playback.getState().timeline), false);
  const passing = hiddenElements(cluster, new Set(), false);
  return createBoard({ cluster, lens: 'objects', layout: scenario.layout, hidden, passing });
}

/** Puts lines and ground, which are painted on canvases, into the board as SVG, and the packet above its boxes. */
function withGround(page: string, board: Board, packet: string): string {
  const scene: BoardScene = {
    board,
    lens: 'objects',
    links: createLinks(board),
    marked: new Set(),
    chosen: undefined,
    paintWires: undefined,
    drawPods: false,
    far: false,
    paintFar: undefined,
    paintShares: undefined,
  };
  const context = new SvgContext();
  const screen = { width: board.bounds.width, height: board.bounds.height };
  const camera = { x: -board.bounds.left, y: -board.bounds.top, zoom: 1 };
  paintBoard(context as unknown as CanvasRenderingContext2D, scene, camera, { palette: PALETTE, screen });
  const ground = `<svg aria-hidden="true" class="absolute top-0 left-0 overflow-visible" width="1" height="1">${context.svg}</svg>`;
  const { left, top, width, height } = board.bounds;
  // Where the words about a packet stand is decided with the packet.
  const still = page.replaceAll(/<canvas[^>]*><\/canvas>/g, '').replace(/<p data-beat=.*?<\/p>/, '');
  const parts = still.split(BOARD);
  if (parts.length !== 3) throw new Error('The page has another board than expected');
  const [before = '', tag = '', after = ''] = parts;
  return `${before}${tag.replace('<div', `<div data-bounds="${left} ${top} ${width} ${height}"`)}${ground}${packet}${after}`;
}

/** The element in which boxes stand at their places. */
const BOARD = /(<div role="application"[^>]*>)/;

const PALETTE = {
  ...Object.fromEntries(TOKENS.map((token) => [token, `var(--color-${token})`])),
  mono: 'monospace',
  sans: 'sans-serif',
} as Palette;

/** Styles become rules, since the page's policy forbids them as attributes; names by which scripts and labels find things go. */
function withoutAttributes(page: string): Omit<Picture, 'walk'> {
  const rules = new Map<string, number>();
  const html = page
    .replaceAll(/<!--.*?-->/g, '')
    .replaceAll(/ (?:id|for|data-id|aria-controls|aria-describedby|aria-labelledby|name)="[^"]*"/g, '')
    .replaceAll(/ style="([^"]*)"/g, (_, style: string) => {
      const rule = rules.get(style) ?? rules.size;
      rules.set(style, rule);
      return ` data-style="${rule}"`;
    });
  const css = [...rules].map(([style, rule]) => `[data-style="${rule}"]{${style.replaceAll('&#x27;', "'")}}`).join('');
  return { html, css };
}
