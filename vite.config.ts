import { chmod } from 'node:fs/promises';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { pageFiles } from './scripts/page-files.mjs';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

/** Of the engine, what few clusters use: fetched when one does (routing/install-programs.ts). */
const LATER = [
  'dataplane/(lab|network-policy|dns-cache/|install-)',
  'dataplane/cni/(?!bridge|host-port|cni)',
  'dataplane/kube-proxy/(ipvs|ebpf|nftables|service-index|service-text|ruleset-text)',
  'kubernetes/((gateway|network-policy|changes|edits|fields|kinds)/|label-selector|cluster-findings|networks|detect-network|node-subnets|install-|ingress-(controllers|plan\\.ts)|read-ingress)',
  'linux/(tunnel|bpf-(forward|run|record)|ipvs-run|print\\.ts|print-nft)',
  'routing/(apply-fix|gateway|reach|changes|unread|cause-|install-|ingress|onward|nginx-paths)',
].join('|');

/** Of the words, those for it: they travel with it. */
const LATER_WORDS = 'en/(install-|lookup|program-step|tunnel-step|policy-rule|what-to-do|kind-words|kubectl)';

/** The engine that every cluster needs, and the words for what it does. */
const FIRST_WALK = new RegExp(`src/(engine/(?!${LATER})|narration/(?!${LATER_WORDS}))|node_modules/ipaddr\\.js`);

/** What is on the screen before anybody touches it. */
const FIRST_LOOK = new RegExp(
  [
    'src/features/(walk/(?!CauseAndFix|DnsQuestions|apply-fix)|timeline/|request-bar/(?!RequestOptionsPanel))',
    'src/features/canvas/(?!BoardView|use-follow|edit-board|request-text|FlightCanvas|flight-|EmptyBoard)',
    // Used by what comes later too, and a file of its own each if they were left to themselves.
    'src/app/(boards/database|address|clock|commands|download|keyboard|open|page-store|reload-page|theme)\\.ts',
    // The first lesson opens by itself.
    'src/lessons/(catalog|objects|pod-to-service)\\.ts',
    'src/scenario/document|src/simulation/(pick-outcome|programs)\\.ts',
    'node_modules/lucide-react/dist/esm/icons/(download|undo-2|x)\\.',
    'node_modules/react-dom/(index|cjs/react-dom\\.)',
  ].join('|'),
);

/** The page: static files that work from any sub-folder. */
const page: UserConfig = {
  base: './',
  plugins: [react(), tailwindcss(), pageFiles()],
  worker: { format: 'es' },
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
