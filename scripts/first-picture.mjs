// What the built page shows before its scripts have come: its first board, drawn here by what draws it in a browser.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root } from './install.mjs';

const SOURCES = join(root, 'src/app/picture');
const OUT = join(root, '.cache/picture');

/**
 * @param {{ readonly alias: import('vite').AliasOptions }} resolve how the page finds modules
 * @returns {Promise<{ readonly html: string, readonly css: string, readonly script: string, readonly walk: string }>} `script` shows the picture and puts it in its place
 */
export async function makePicture({ alias }) {
  /** @satisfies {import('vite').InlineConfig} */
  const common = {
    configFile: false,
    publicDir: false,
    logLevel: /** @type {const} */ ('warn'),
    root,
    resolve: { alias },
  };
  const [placed] = await Promise.all([
    build({
      ...common,
      build: {
        write: false,
        target: 'es2023',
        modulePreload: false,
        rollupOptions: { input: join(SOURCES, 'place-picture.ts'), output: { format: 'iife' } },
      },
    }),
    build({
      ...common,
      ssr: { noExternal: true, target: 'node' },
      build: {
        ssr: join(SOURCES, 'draw-picture.tsx'),
        outDir: OUT,
        emptyOutDir: true,
        minify: false,
        rollupOptions: { output: { entryFileNames: 'draw-picture.mjs', codeSplitting: false } },
      },
    }),
  ]);
  const drawn = await import(`${pathToFileURL(join(OUT, 'draw-picture.mjs')).href}?${Date.now()}`);
  const { html, css, walk } = await drawn.drawPicture();
  return { html, css, walk, script: codeOf(placed).trim() };
}

/** @param {Awaited<ReturnType<typeof build>>} built */
function codeOf(built) {
  const [{ output } = { output: [] }] = /** @type {import('vite').Rolldown.RolldownOutput[]} */ ([built].flat());
  const [chunk] = output;
  if (output.length !== 1 || chunk?.type !== 'chunk') throw new Error('The script of the picture is not one file');
  return chunk.code;
}
