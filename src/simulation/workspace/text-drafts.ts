import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { objectKey, type ObjectRef, type RawObject } from '../../engine/objects.ts';
import { isRecord } from '../../engine/text.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { homeOf, refOf } from '../object-refs.ts';

/** What the draft of all objects as one text is kept under; of one object it is its key. */
export const BOARD = 'board';

type Path = readonly (string | number)[];

/** What the text that is typed into a field of an object is kept under. */
export function fieldKey(ref: ObjectRef, path: Path): string {
  return JSON.stringify([objectKey(ref), ...path]);
}

/** What a draft is of: an object or the board by its key, and the field of it; without a path: all of it. */
export function draftedAt(key: string): { readonly of: string; readonly path?: Path } {
  if (!key.startsWith('[')) return { of: key };
  try {
    const [of, ...path] = JSON.parse(key) as readonly (string | number)[];
    return { of: String(of), path };
  } catch {
    return { of: key };
  }
}

/** A text that somebody has written and not applied yet. */
export interface TextDraft {
  /** What it was begun with: an object, or all those of the board. Of what has changed since there is no draft. */
  readonly base: RawObject | readonly RawObject[];
  readonly text: string;
}

interface TextDrafts {
  readonly drafts: ReadonlyMap<string, TextDraft>;
}

/** Who looks at something else meanwhile finds what was written again. */
const store = createStore<TextDrafts>(() => ({ drafts: new Map() }));

/** Keeps a draft; undefined: there is none any more. */
export function setTextDraft(key: string, draft: TextDraft | undefined): void {
  const drafts = new Map(store.getState().drafts);
  if (draft === undefined) drafts.delete(key);
  else drafts.set(key, draft);
  store.setState({ drafts });
}

export function lookupTextDraft(key: string): TextDraft | undefined {
  return store.getState().drafts.get(key);
}

/** Hears of each text that is begun, goes on, or is applied or discarded. Returns what ends it. */
export function followTextDrafts(listener: () => void): () => void {
  return store.subscribe(listener);
}

/** The text that is written and not applied of what is there now; undefined: none, or of what was there before. */
export function useTextDraft(key: string | undefined, base: TextDraft['base'] | undefined): string | undefined {
  return useStore(store, ({ drafts }) => {
    const draft = key === undefined ? undefined : drafts.get(key);
    return draft !== undefined && draft.base === base ? draft.text : undefined;
  });
}

/** Paths of the object's fields of which something is typed and not kept. */
export function lookupFieldDrafts(ref: ObjectRef): readonly Path[] {
  const name = objectKey(ref);
  return [...store.getState().drafts.keys()].flatMap((key) => {
    const { of, path } = draftedAt(key);
    return path !== undefined && of === name ? [path] : [];
  });
}

/** All texts that are not applied to this document, by what they are of: to be kept where the page cannot. */
export function draftsOf(document: ScenarioDocument): Readonly<Record<string, string>> {
  const bases = basesOf(document);
  return Object.fromEntries(
    [...store.getState().drafts].flatMap(([key, { base, text }]) =>
      bases.get(draftedAt(key).of) === base ? [[key, text]] : [],
    ),
  );
}

/**
 * Puts back what was kept of the same document; returns of what. What is of nothing any more is left out, and what this page has of it
 * is the newer one.
 */
export function restoreDrafts(document: ScenarioDocument, texts: Readonly<Record<string, string>>): readonly string[] {
  const bases = basesOf(document);
  return Object.entries(texts).flatMap(([key, text]) => {
    const base = bases.get(draftedAt(key).of);
    if (base === undefined) return [];
    if (lookupTextDraft(key)?.base !== base) setTextDraft(key, { base, text });
    return [key];
  });
}

/**
 * A board that is read again has the same objects anew: what was begun with one that says the same goes on with it. What is typed into a
 * field does as long as the field says the same.
 */
export function carryDrafts(before: ScenarioDocument, after: ScenarioDocument): void {
  const { drafts } = store.getState();
  if (drafts.size === 0) return;
  const [old, bases] = [basesOf(before), basesOf(after)];
  for (const [key, { base, text }] of drafts) {
    const { of, path } = draftedAt(key);
    const next = bases.get(of);
    if (next === undefined || next === base || old.get(of) !== base) continue;
    const isSame = path === undefined ? saysTheSame(base, next) : sayAt(base, path) === sayAt(next, path);
    if (isSame) setTextDraft(key, { base: next, text });
  }
}

/** What stands at a path, to be compared; "": nothing does. */
function sayAt(from: unknown, path: Path): string {
  const value = path.reduce<unknown>(
    (at, step) => (isRecord(at) ? at[step] : Array.isArray(at) ? at[Number(step)] : undefined),
    from,
  );
  return JSON.stringify(value) ?? '';
}

function saysTheSame(one: TextDraft['base'], other: TextDraft['base']): boolean {
  const [ones, others] = [[one].flat(), [other].flat()];
  return (
    ones.length === others.length &&
    ones.every((each, at) => each === others[at] || JSON.stringify(each) === JSON.stringify(others[at]))
  );
}

function basesOf(document: ScenarioDocument): ReadonlyMap<string, TextDraft['base']> {
  const home = homeOf(document);
  return new Map<string, TextDraft['base']>([
    ...document.objects.map((object): [string, RawObject] => [objectKey(refOf(object, home)), object]),
    [BOARD, document.objects],
  ]);
}
