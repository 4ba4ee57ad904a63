import { isRecord } from '../../../engine/text.ts';
import type { LeftSave } from './records.ts';

const PREFIX = 'packetwalk-left-';
/** Characters: a browser takes five million of all that is noted, and lets the page wait while it does. */
const MOST = 300_000;

/**
 * Notes what a page leaves where it is written before the page goes. The database may not come to it: what waits there for
 * another tab is dropped with the page. What is too long is not noted, and a browser may refuse.
 */
export function noteLeft(left: LeftSave): void {
  try {
    const text = JSON.stringify(left);
    if (text.length <= MOST) localStorage.setItem(PREFIX + left.id, text);
  } catch {
    // The database has it, if it came to it.
  }
}

export function dropNote(id: string): void {
  try {
    localStorage.removeItem(PREFIX + id);
  } catch {
    // Then nothing was noted.
  }
}

/** What pages noted when they went and nobody has settled. */
export function notedLeft(): readonly LeftSave[] {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    return keys.flatMap((key) => readNote(localStorage.getItem(key) ?? '') ?? []);
  } catch {
    return [];
  }
}

function readNote(text: string): LeftSave | undefined {
  try {
    const left: unknown = JSON.parse(text);
    return isRecord(left) && isRecord(left['save']) ? (left as unknown as LeftSave) : undefined;
  } catch {
    return undefined;
  }
}
