import * as v from 'valibot';
import { markSolved, readSolved } from '../opening/challenges-solved.ts';
import { download } from '../page/download.ts';
import { keepChoice, readKept } from '../page/kept-choice.ts';
import { keptNames } from '../page/keeping/kept-names.ts';
import { PROGRESS } from '../page/keeping/progress-names.ts';

const isProgress = (name: string): boolean => Object.values(PROGRESS).some((begin) => name.startsWith(begin));
/** Characters of a note and of a name, and notes: far more than anybody makes. */
const LONGEST = 20_000;
const MOST = 5000;

const fileSchema = v.object({
  packetwalk: v.literal('progress'),
  version: v.literal(1),
  kept: v.pipe(
    v.record(v.pipe(v.string(), v.check(isProgress), v.maxLength(500)), v.pipe(v.string(), v.maxLength(LONGEST))),
    v.maxEntries(MOST),
  ),
});

export function progressText(): string {
  const kept = keptNames().flatMap((name) => {
    const value = isProgress(name) ? readKept(name) : undefined;
    // What was taken back is no progress.
    return value ? [[name, value]] : [];
  });
  const file = { packetwalk: 'progress', version: 1, kept: Object.fromEntries(kept) as object };
  return `${JSON.stringify(file, null, 2)}\n`;
}

export function downloadProgress(): void {
  download({ name: 'packetwalk-progress.json', text: progressText() });
}

/** Bytes of a file that is read: more than a browser keeps. */
const MOST_BYTES = 20_000_000;

/** Adds what a file holds that somebody chose: see importProgress. */
export async function importProgressFile(file: File): Promise<number | undefined> {
  return file.size > MOST_BYTES ? undefined : importProgress(await file.text().catch(() => ''));
}

/** Adds what another browser noted to what is noted here, of which nothing is lost. Returns how many notes are new; undefined: it is no such file. */
export function importProgress(text: string): number | undefined {
  const read = v.safeParse(fileSchema, parse(text));
  if (!read.success) return undefined;
  return Object.entries(read.output.kept).filter(([name, value]) => value !== '' && isNew(name, value)).length;
}

function isNew(name: string, value: string): boolean {
  const before = readKept(name);
  if (name.startsWith(PROGRESS.challenge)) {
    const score = readSolved(value);
    if (score !== undefined) markSolved(name.slice(PROGRESS.challenge.length), score);
  } else if (name.startsWith(PROGRESS.course)) {
    const keys = [...(before ?? '').split('\n'), ...value.split('\n')].filter((key) => key !== '');
    keepChoice(name, [...new Set(keys)].join('\n'));
  } else if (before === undefined || before === '') keepChoice(name, value);
  return readKept(name) !== before;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
