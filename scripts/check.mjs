// npm run check: everything that can be known without running the program.

import { ensureInstalled } from './install.mjs';
import { runGroup, tool } from './steps.mjs';

/** @returns {readonly import('./steps.mjs').Step[]} */
export function checks() {
  return [
    { name: 'types and boundaries (tsc -b)', command: tool('tsc', '-b', '--pretty', 'false') },
    { name: 'boundaries of values', command: [process.execPath, 'scripts/check-boundaries.mjs'] },
    { name: 'rooms and their arrows', command: [process.execPath, 'scripts/check-rooms.mjs'] },
    { name: 'parts that are fetched later', command: [process.execPath, 'scripts/check-parts.mjs'] },
    { name: 'state of modules', command: [process.execPath, 'scripts/check-state.mjs'] },
    { name: 'no sentence in the engine', command: [process.execPath, 'scripts/check-words.mjs'] },
    { name: 'list of simplifications', command: [process.execPath, 'scripts/fidelity.mjs'] },
    { name: 'list of kinds', command: [process.execPath, 'scripts/kinds.mjs'] },
    { name: 'list of causes', command: [process.execPath, 'scripts/causes.mjs'] },
    { name: 'lint (oxlint)', command: tool('oxlint', '--deny-warnings') },
    { name: 'format (biome)', command: tool('biome', 'format', '--max-diagnostics=20') },
    { name: 'dead code (knip)', command: tool('knip', '--no-progress') },
  ];
}

if (import.meta.filename === process.argv[1]) {
  ensureInstalled();
  process.exitCode = (await runGroup('check', checks())) ? 0 : 1;
}
