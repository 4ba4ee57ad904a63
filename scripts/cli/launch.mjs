#!/usr/bin/env node
// What dist/cli/packetwalk.js is: it runs the program beside it, with what V8 made of that when it was built. Compiling it took half of
// the time of a small call. Another version of Node compiles it again, each time.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

const filename = join(import.meta.dirname, 'program.cjs');

/** @returns {Buffer | undefined} nothing where it was lost */
function compiled() {
  try {
    return readFileSync(join(import.meta.dirname, 'program.compiled'));
  } catch {
    return undefined;
  }
}

const cachedData = compiled();
const script = new Script(`(function (exports, require, module) {${readFileSync(filename, 'utf8')}\n})`, {
  filename,
  ...(cachedData && { cachedData }),
});
const module = { exports: {} };
script.runInThisContext()(module.exports, createRequire(filename), module);

/** For what makes it: all that has run by then is in it. */
export const compile = () => script.createCachedData();
