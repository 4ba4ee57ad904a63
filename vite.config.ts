import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, copyFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { firstModules, pageFiles } from './scripts/page-files.mjs';
import { defineConfig, type Plugin, type Rolldown, type UserConfig } from 'vite';

/** What runs before anybody touches anything, and what names the lesson that opens by itself. */
const FIRST = { script: 'src/app/run.tsx', lesson: 'src/lessons/catalog/first-lesson.ts' };
/** What comes next, in one go. */
const WALKING = 'src/engine/routing/engine/walking.ts';
/** The entry waits for what it fetches: none of that may have to wait for the entry. */
const ENTRY = /src\/app\/main\.ts$/;
/** What fetches parts, used by the entry too: elsewhere it would bring all that stands beside it, before the picture is seen. */
const FETCHING = { name: 'fetching', test: /vite\/preload-helper/, priority: 1 };
/** Imported from one file that names them all. These few come later too, and would be files of their own. */
const ICONS = /lucide-react\/dist\/esm\/icons\/(?!(download|undo-2|x)\.)/;

/** What the first walk and the first look need travels together: a file each compresses better than the shards of shared modules. */
function groupOf(id: string, context: Rolldown.ChunkingContext): string | null {
  first ??= reachedFrom(
    firstModules(FIRST, (id) => context.getModuleInfo(id)),
    (module) => context.getModuleInfo(module)?.importedIds ?? [],
  );
  walking ??= reachedFrom([resolve(WALKING)], (module) => context.getModuleInfo(module)?.importedIds ?? []);
  if (ENTRY.test(id) || ICONS.test(id) || id.endsWith('.css')) return null;
  if (!first.has(id)) return walking.has(id) ? 'walking' : null;
  return /src\/(engine|narration)\//.test(id) ? 'engine' : 'page';
}

let first: ReadonlySet<string> | undefined;
let walking: ReadonlySet<string> | undefined;

function reachedFrom(starts: readonly string[], next: (id: string) => readonly string[]): ReadonlySet<string> {
  const reached = new Set(starts);
  // Grows as it is walked.
  for (const id of reached) for (const each of next(id)) reached.add(each);
  return reached;
}

/** The page: static files that work from any sub-folder. */
const page: UserConfig = {
  base: './',
  plugins: [react(), tailwindcss(), pageFiles(FIRST, WALKING)],
  worker: { format: 'es' },
  resolve: { alias: [{ find: /^\.\.\/createLucideIcon\.mjs$/, replacement: resolve('src/ui/create-icon.ts') }] },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: false,
    reportCompressedSize: false,
    // Every browser that runs the page knows modulepreload by itself. The lists of what a part imports in turn weigh more in the
    // first load than they save: soon all files are in the browser.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, files, { hostType }) => (hostType === 'html' ? files : []),
    },
    rollupOptions: {
      // Nothing of ours is read for what its reading does.
      treeshake: { propertyReadSideEffects: false },
      optimization: { inlineConst: { mode: 'all', pass: 3 } },
      output: {
        codeSplitting: { groups: [FETCHING, { name: groupOf }] },
      },
    },
  },
};

const EXECUTABLE_FILE = 0o755;

/** Beside the program what is called, and what V8 makes of the program: scripts/cli/. */
const launcher: Plugin = {
  name: 'packetwalk-launcher',
  async writeBundle({ dir = '' }) {
    const file = `${dir}/packetwalk.js`;
    await copyFile('scripts/cli/launch.mjs', file);
    await chmod(file, EXECUTABLE_FILE);
    await promisify(execFile)(process.execPath, ['scripts/cli/compile.mjs', dir]);
  },
};

const { version: VERSION } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };

/** The command line: it needs Node and nothing else. */
const cli: UserConfig = {
  publicDir: false,
  plugins: [launcher],
  define: { PACKETWALK_VERSION: JSON.stringify(VERSION) },
  ssr: { noExternal: true, target: 'node' },
  build: {
    target: 'node20',
    ssr: 'src/cli/main.ts',
    outDir: 'dist/cli',
    minify: false,
    reportCompressedSize: false,
    rollupOptions: {
      output: { format: 'cjs', entryFileNames: 'program.cjs', codeSplitting: false },
    },
  },
};

export default defineConfig(({ mode }) => (mode === 'cli' ? cli : page));
