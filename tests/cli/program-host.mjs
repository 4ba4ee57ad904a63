// The thread of call-cli.ts: runs the program once for each message, from its beginning, and answers with what it said and how it ended.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';

const { program, port, answered } = workerData;
const folder = dirname(program);
const filename = join(folder, 'program.cjs');
const script = new Script(`(function (exports, require, module) {${readFileSync(filename, 'utf8')}\n})`, {
  filename,
  cachedData: readFileSync(join(folder, 'program.compiled')),
});

/** Keeps what is written to a stream; returns how to have it. */
function keep(stream) {
  let text = '';
  stream.write = (chunk, told) => {
    text += chunk;
    told?.();
    return true;
  };
  return () => {
    stream.removeAllListeners('error');
    return text;
  };
}

async function run(args) {
  const [out, err] = [keep(process.stdout), keep(process.stderr)];
  process.argv = [process.execPath, program, ...args];
  process.exitCode = undefined;
  const module = { exports: {} };
  try {
    script.runInThisContext()(module.exports, createRequire(filename), module);
    await module.exports.ended;
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${error.stack}\n`);
  }
  const code = process.exitCode ?? 0;
  process.exitCode = undefined;
  return { code, out: out(), err: err() };
}

parentPort.on('message', async (args) => {
  port.postMessage(await run(args));
  Atomics.store(answered, 0, 1);
  Atomics.notify(answered, 0);
});
