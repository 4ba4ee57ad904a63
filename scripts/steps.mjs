// Runs groups of commands: the steps of a group side by side, each printed with its time when it ends.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

/**
 * @typedef {readonly [string, ...string[]]} Command
 * @typedef {{ readonly name: string, readonly command: Command, readonly env?: Readonly<Record<string, string>>, readonly live?: boolean }} Step
 * `live` shows the output while it comes; otherwise it is kept and shown only when the step fails.
 */

/**
 * The command that runs an installed tool with this Node, without a shell.
 * @param {string} name of the tool's package
 * @param {...string} args
 * @returns {Command}
 */
export function tool(name, ...args) {
  const folder = ['node_modules', ...(packages[name] ?? name).split('/')];
  const manifest = JSON.parse(readFileSync(join(root, ...folder, 'package.json'), 'utf8'));
  const bin = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[name];
  return [process.execPath, join(root, ...folder, bin), ...args];
}

/** @type {Readonly<Record<string, string>>} tools whose package has another name */
const packages = { tsc: 'typescript', biome: '@biomejs/biome', playwright: '@playwright/test' };

/**
 * @param {string} title
 * @param {readonly Step[]} steps
 * @returns {Promise<boolean>} whether every step succeeded
 */
export async function runGroup(title, steps) {
  console.log(`\n${title}`);
  const results = await Promise.all(steps.map(runStep));
  return results.every(Boolean);
}

/**
 * @param {Step} step
 * @returns {Promise<boolean>}
 */
function runStep({ name, command: [program, ...args], env, live }) {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
    });
    /** @type {Buffer[]} */
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => output.push(Buffer.from(`${error.message}\n`)));
    child.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
      console.log(`${seconds} s  ${code === 0 ? 'ok    ' : 'FAILED'}  ${name}`);
      if (code !== 0) process.stdout.write(Buffer.concat(output));
      resolve(code === 0);
    });
  });
}
