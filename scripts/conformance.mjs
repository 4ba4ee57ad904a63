// Runs the conformance suites against the built command line and compares each with its recorded floor.
//   node scripts/conformance.mjs [--update]      --update raises floors to what was reached, and never lowers one

import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './install.mjs';

const suites = join(root, '../shared/oracles/run.mjs');
const cli = join(root, 'dist/cli/packetwalk.js');
const floorFile = join(root, 'tests/conformance-floor.json');

/**
 * @typedef {Readonly<Record<string, number>>} Floor passed cases by suite
 * @typedef {{ readonly passed: number, readonly total: number }} Score
 */

/**
 * @param {string} output of the suites: a line `name: passed/total` each, then `N passed, N failed`
 * @returns {ReadonlyMap<string, Score>} empty when nothing was judged
 */
export function parseScores(output) {
  const lines = output.matchAll(/^([a-z][\w-]*): (\d+)\/(\d+)\b/gm);
  return new Map(
    [...lines].map(([, name = '', passed, total]) => [name, { passed: Number(passed), total: Number(total) }]),
  );
}

/**
 * @param {ReadonlyMap<string, Score>} scores
 * @param {Floor} floor
 * @returns {readonly string[]} one sentence per suite below its floor; a suite that did not report has passed none
 */
export function findRegressions(scores, floor) {
  return Object.entries(floor)
    .map(([name, least]) => ({ name, least, passed: scores.get(name)?.passed ?? 0 }))
    .filter(({ least, passed }) => passed < least)
    .map(({ name, least, passed }) => `${name}: ${passed} passed, its floor is ${least}`);
}

/**
 * @param {ReadonlyMap<string, Score>} scores
 * @param {Floor} floor
 * @returns {Floor} the floor raised to the scores, sorted by name
 */
export function raiseFloor(scores, floor) {
  const names = [...new Set([...Object.keys(floor), ...scores.keys()])].sort();
  return Object.fromEntries(names.map((name) => [name, Math.max(floor[name] ?? 0, scores.get(name)?.passed ?? 0)]));
}

/** @returns {Promise<string>} everything the suites printed, which is also shown as it comes */
function runSuites() {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [suites, '--cli', cli], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.on('error', reject);
    // Exit code 1 says that some cases fail, which the floor judges; anything else says that the run itself is broken.
    child.on('close', (code) =>
      code === 0 || code === 1 ? resolve(output) : reject(new Error(`the suites ended with ${code}`)),
    );
  });
}

/** @param {boolean} update */
async function main(update) {
  if (!existsSync(suites)) {
    console.error('CONFORMANCE NOT CHECKED: the conformance suites are not beside this project (../shared/oracles).');
    return process.env['CI'] ? 1 : 0;
  }
  if (!existsSync(cli)) {
    console.error('The command line is not built: npm run build');
    return 1;
  }
  /** @type {Floor} */
  const floor = JSON.parse(readFileSync(floorFile, 'utf8'));
  const scores = parseScores(await runSuites());
  const regressions = findRegressions(scores, floor);
  for (const sentence of regressions) console.error(`BELOW THE FLOOR  ${sentence}`);
  if (update) writeFileSync(floorFile, `${JSON.stringify(raiseFloor(scores, floor), null, 2)}\n`);
  return scores.size > 0 && regressions.length === 0 ? 0 : 1;
}

if (import.meta.filename === process.argv[1]) {
  const { values } = parseArgs({ options: { update: { type: 'boolean', default: false } } });
  process.exitCode = await main(values.update);
}
