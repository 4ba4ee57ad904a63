import { chmod } from 'node:fs/promises';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

/** The page: static files that work from any sub-folder. */
const page: UserConfig = {
  base: './',
  plugins: [react(), tailwindcss()],
  worker: { format: 'es' },
  build: { target: 'es2023', outDir: 'dist', emptyOutDir: false, reportCompressedSize: false },
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
