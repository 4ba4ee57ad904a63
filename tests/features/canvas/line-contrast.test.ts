import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fitCamera } from '../../../src/features/canvas/board/camera.ts';
import type { BoardScene } from '../../../src/features/canvas/drawing/paint-board.ts';
import { paintBoard } from '../../../src/features/canvas/drawing/paint-board.ts';
import { type Palette, TOKENS } from '../../../src/features/canvas/drawing/palette.ts';
import { createLinks } from '../../../src/features/canvas/placing/links.ts';
import { boardOf, routerOf, SHOP } from './fixture.ts';

const THEME = readFileSync('src/ui/theme.css', 'utf8');

/** The tokens of one theme, as theme.css has them. */
function paletteOf(theme: 'light' | 'dark'): Palette {
  const colors = TOKENS.map((token) => {
    const [, light, dark] = new RegExp(`--color-${token}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(THEME) ?? [];
    return [token, theme === 'light' ? light : dark] as const;
  });
  return { ...Object.fromEntries(colors), mono: '', sans: '', words: 13 } as unknown as Palette;
}

/** Relative luminance, as WCAG has it. */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

/** What a scene strokes, in which colour and how wide; bands that lie below a line are none of it. */
function strokesOf(scene: BoardScene, palette: Palette, screen: { readonly width: number; readonly height: number }) {
  const strokes: { readonly color: string; readonly width: number }[] = [];
  const state = { strokeStyle: '', lineWidth: 1, globalAlpha: 1 };
  const context = new Proxy(state as unknown as CanvasRenderingContext2D, {
    get: (target, name) => {
      if (name in state) return Reflect.get(target, name) as unknown;
      return () => {
        if (name === 'stroke' && state.globalAlpha === 1)
          strokes.push({ color: state.strokeStyle, width: state.lineWidth });
      };
    },
  });
  const camera = fitCamera(scene.board.bounds, screen);
  paintBoard(context, scene, camera, { palette, screen });
  return strokes.map(({ color, width }) => ({ color, width: width * camera.zoom }));
}

test.each(['light', 'dark'] as const)(
  'every line stands out 3:1 and is a pixel wide, also those that recede: %s',
  (theme) => {
    const board = boardOf(routerOf(SHOP));
    const palette = paletteOf(theme);
    const links = createLinks(board);
    const [first] = links ?? [];
    expect(first).toBeDefined();
    if (first === undefined) return;
    const scene: BoardScene = {
      board,
      lens: 'objects',
      links,
      marked: new Set(),
      chosen: undefined,
      paintWires: undefined,
      drawPods: false,
      far: false,
      paintFar: undefined,
      paintShares: undefined,
    };
    const scenes = [
      scene,
      { ...scene, marked: new Set([first.from]) },
      { ...scene, chosen: { ...first, state: 'reply' as const } },
    ];
    for (const each of scenes) {
      const strokes = strokesOf(each, palette, { width: 800, height: 600 });
      expect(strokes.length).toBeGreaterThan(0);
      for (const { color, width } of strokes) {
        expect(width).toBeGreaterThanOrEqual(0.999);
        for (const ground of [palette.paper, palette.surface])
          expect(contrast(color, ground)).toBeGreaterThanOrEqual(3);
      }
    }
  },
);
