import type { RawObject } from '../../engine/objects.ts';
import { decodeText } from '../../manifests/sources/decode-text.ts';
import type { ManifestFile } from '../../manifests/parse.ts';
import type { FromReader, ReadProgress, ToReader } from './messages.ts';
import { readManifests } from './read-manifests.ts';

/** Milliseconds between two words on how far it is. */
const TELL_EVERY = 100;
/** Characters of one piece of the objects: what the page's thread takes in a few milliseconds. */
const PIECE = 200_000;

/** Milliseconds of looking for problems in one go. */
const SLICE = 20;
/** Milliseconds that the page has to show what was read. */
const OFFER = 100;

type ReadMessage = Extract<ToReader, { readonly type: 'read' }>;

const board: RawObject[] = [];
let isResting = false;
let wake: (() => void) | undefined;

self.addEventListener('message', ({ data }: MessageEvent<ToReader>) => {
  if (data.type === 'board') {
    board.push(...data.objects);
    return;
  }
  if (data.type === 'rest') {
    isResting = data.rest;
    if (!isResting) wake?.();
    return;
  }
  read(data).catch((error: unknown) => {
    post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  });
});

function post(message: FromReader): void {
  self.postMessage(message);
}

async function read({ files: sources, interventions, overrides }: ReadMessage): Promise<void> {
  const sizes = sources.map(({ content }) => (typeof content === 'string' ? content.length : content.size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let told = 0;
  const tell = (progress: Omit<ReadProgress, 'total'>, now = false): void => {
    const time = performance.now();
    if (!now && time - told < TELL_EVERY) return;
    told = time;
    post({ type: 'progress', total, ...progress });
  };
  const files: ManifestFile[] = [];
  for (const { name, content } of sources) {
    if (typeof content === 'string') files.push({ name, text: content });
    else files.push({ name, ...decodeText(new Uint8Array(await content.arrayBuffer())) });
  }
  const { result, locate } = readManifests(files, ({ file, share, objects }) => {
    const before = sizes.slice(0, file).reduce((sum, size) => sum + size, 0);
    tell({ stage: 'reading', done: Math.round(before + (sizes[file] ?? 0) * share), objects });
  });
  const { objects: found, ...rest } = result;
  tell({ stage: 'handing over', done: total, objects: found.length }, true);
  for (const json of pieces(found)) post({ type: 'objects', json });
  post({ type: 'result', result: rest });
  // The engine is not waited for while something can be read, and not in the way of who shows it.
  await turn(OFFER);
  const { checkManifests } = await import('./check-manifests.ts');
  post({
    type: 'findings',
    findings: await inTurns(
      checkManifests({ objects: found, board: { objects: board, interventions, overrides }, locate }),
    ),
  });
}

/** Goes through the steps and hears in between when to rest: whoever builds the board needs the processor. */
async function inTurns<Result>(steps: Generator<undefined, Result>): Promise<Result> {
  for (;;) {
    const end = performance.now() + SLICE;
    while (performance.now() < end) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
    // Each turn waits for the one before.
    // oxlint-disable-next-line no-await-in-loop
    await turn();
  }
}

/** Resolves after `pause` milliseconds, or when what is to be rested for is over. */
async function turn(pause = 0): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, pause);
  });
  if (isResting) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
}

/** Lists of objects as JSON: text is copied to the page at once, and read there piece by piece. */
function* pieces(objects: readonly RawObject[]): Generator<string> {
  let piece: string[] = [];
  let size = 0;
  for (const object of objects) {
    const json = JSON.stringify(object);
    piece.push(json);
    size += json.length;
    if (size >= PIECE) {
      yield `[${piece.join()}]`;
      piece = [];
      size = 0;
    }
  }
  yield `[${piece.join()}]`;
}
