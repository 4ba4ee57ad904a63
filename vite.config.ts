import { chmod } from 'node:fs/promises';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

/** The engine without the proxy modes few clusters use, and the words for it. */
const FIRST_WALK =
  /src\/(engine\/(?!dataplane\/(lab|install-proxy-modes|kube-proxy\/(ipvs|ebpf|nftables|service-text|ruleset-text)))|narration\/)|node_modules\/ipaddr\.js/;

/** What is on the screen before anybody touches it. */
const FIRST_LOOK = /src\/features\/(walk\/|timeline\/|request-bar\/|canvas\/(?!BoardView|use-follow))/;

/** The page: static files that work from any sub-folder. */
const page: UserConfig = {
  base: './',
  plugins: [react(), tailwindcss()],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: false,
    reportCompressedSize: false,
    rollupOptions: {
      output: {
        // What the first walk needs travels together: one file compresses better than the shards of shared modules.
        codeSplitting: {
          groups: [
            { name: 'engine', test: FIRST_WALK, priority: 2 },
            { name: 'page', test: FIRST_LOOK, priority: 1 },
          ],
        },
      },
    },
  },
};

const EXECUTABLE_FILE = 0o755;

const executable: Plugin = {
  name: 'packetwalk-executable',
  async writeBundle({ dir }, bundle) {
    for (const file of Object.keys(bundle)) await chmod(`${dir}/${file}`, EXECUTABLE_FILE);
  },
};

/** The command line: one file that needs Node and nothing else. */
const cli: UserConfig = {
  publicDir: false,
  plugins: [executable],
  ssr: { noExternal: true, target: 'node' },
  build: {
    target: 'node20',
    ssr: 'src/cli/main.ts',
    outDir: 'dist/cli',
    minify: false,
    reportCompressedSize: false,
    rollupOptions: {
      output: { entryFileNames: 'packetwalk.js', banner: '#!/usr/bin/env node', codeSplitting: false },
    },
  },
};

export default defineConfig(({ mode }) => (mode === 'cli' ? cli : page));
