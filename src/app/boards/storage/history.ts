import type { ScenarioDocument } from '../../../scenario/document/document.ts';
import type { restoreScenario } from '../../../scenario/restore/restore.ts';
import type { DocumentState } from '../../../simulation/stores/document-store.ts';
import type { KeptEdit } from '../../../simulation/stores/edit-details.ts';
import { readEdit } from './kept-edits.ts';
import { knownText, textOf } from './texts.ts';

/** A step that can be undone or done again, as it is stored. */
export interface KeptStep {
  readonly document: ScenarioDocument;
  readonly edit: KeptEdit;
  /** The board that the document belongs to: undoing an opening goes back to another one. */
  readonly board: string;
  /** The save of that board that the page knew; absent: it was never saved. */
  readonly stamp?: string | undefined;
}

export interface KeptHistory {
  readonly past: readonly KeptStep[];
  readonly future: readonly KeptStep[];
}

type Steps = DocumentState['past'];

const STEPS_KEPT = 100;
/** Of everything in the steps that the document does not have, as JSON. */
const CHARACTERS_KEPT = 4_000_000;

/**
 * The history as far as it is kept: the steps next to the document first, until there are too many or they hold too much. Of each
 * counts what the step beside it does not have: what they share is stored once. Found step by step, with room for a pause after
 * each text that is made for it.
 */
export function* packHistory(
  { document, past, future }: Pick<DocumentState, 'document' | 'past' | 'future'>,
  boardOf: (opening: number) => { readonly id: string; readonly stamp: string | undefined },
): Generator<undefined, KeptHistory> {
  let room = CHARACTERS_KEPT;
  let steps = STEPS_KEPT;
  const named = (entries: Steps): readonly KeptStep[] =>
    entries.map(({ document: step, edit, opening }) => {
      const { id, stamp } = boardOf(opening);
      return { document: step, edit, board: id, stamp };
    });
  const take = function* (entries: readonly KeptStep[]): Generator<undefined, readonly KeptStep[]> {
    const kept: KeptStep[] = [];
    let beside = document;
    for (const entry of entries) {
      room -= yield* sizeBeside(entry.document, beside);
      steps -= 1;
      if (room < 0 || steps < 0) break;
      kept.push(entry);
      beside = entry.document;
    }
    return kept;
  };
  // Under the names that boards have now: they may have others after a pause.
  const [behind, ahead] = [named(past.toReversed()), named(future)];
  return { past: (yield* take(behind)).toReversed(), future: yield* take(ahead) };
}

/** The number that the openings of a board have in this page, given its name and the save of it that a step knew. */
export type OpeningOf = (board: string, stamp: string | undefined) => number;

interface Kept {
  /** The document as it was stored, together with the steps. */
  readonly raw: unknown;
  readonly document: ScenarioDocument;
  readonly past: unknown;
  readonly future: unknown;
}

interface UnpackedHistory {
  readonly past: Steps;
  readonly future: Steps;
  /** What became of each stored part of the document and its steps. */
  readonly known: ReadonlyMap<unknown, unknown>;
}

/**
 * The steps of a stored history, nearest first as far as they are whole: one that cannot be read ends it. What steps share in
 * the store they share again, so that going back costs what it did before.
 */
export function unpackHistory(
  { raw, document, past, future }: Kept,
  restore: typeof restoreScenario,
  openingOf: OpeningOf,
): UnpackedHistory {
  const known = new Map<unknown, unknown>();
  const remember = (stored: Fields, restored: ScenarioDocument): void => {
    for (const [field, value] of Object.entries(stored)) {
      if (typeof value === 'object') known.set(value, restored[field as keyof ScenarioDocument]);
    }
    const { objects } = stored;
    if (Array.isArray(objects)) for (const [at, object] of objects.entries()) known.set(object, restored.objects[at]);
  };
  if (isFields(raw) && countOf(raw['objects']) === document.objects.length) remember(raw, document);
  const read = (value: unknown): ScenarioDocument | undefined => {
    if (!isFields(value) || !Array.isArray(value['objects'])) return undefined;
    const objects: readonly unknown[] = value['objects'];
    const unknown = objects.filter((object) => !known.has(object));
    const { scenario, problems } = restore({ document: { ...value, objects: unknown } });
    if (problems.length > 0 || scenario.document.objects.length !== unknown.length) return undefined;
    for (const [at, object] of unknown.entries()) known.set(object, scenario.document.objects[at]);
    const whole = { ...scenario.document, objects: objects.map((object) => known.get(object)) };
    const shared = Object.entries(value).filter(([, part]) => typeof part === 'object' && known.has(part));
    const restored = { ...whole, ...Object.fromEntries(shared.map(([field, part]) => [field, known.get(part)])) };
    remember(value, restored as ScenarioDocument);
    return restored as ScenarioDocument;
  };
  const steps = (value: unknown): Steps => {
    const found: Steps[number][] = [];
    for (const entry of Array.isArray(value) ? (value as readonly unknown[]) : []) {
      const before = isFields(entry) ? read(entry['document']) : undefined;
      if (!isFields(entry) || before === undefined) break;
      const stamp = typeof entry['stamp'] === 'string' ? entry['stamp'] : undefined;
      found.push({ document: before, edit: readEdit(entry), opening: openingOf(String(entry['board']), stamp) });
    }
    return found;
  };
  return { past: steps(Array.isArray(past) ? past.toReversed() : past).toReversed(), future: steps(future), known };
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function countOf(value: unknown): number {
  return Array.isArray(value) ? value.length : -1;
}

/** Of a reference to something that is stored already. */
const REFERENCE = 8;

interface Measured {
  readonly beside: ScenarioDocument;
  readonly size: number;
}

const measured = new WeakMap<ScenarioDocument, Measured>();

/** Characters that a document adds to one beside it. Remembered: of a history that grows, only the newest step is measured. */
function* sizeBeside(document: ScenarioDocument, beside: ScenarioDocument): Generator<undefined, number> {
  const known = measured.get(document);
  if (known?.beside === beside) return known.size;
  const shared = new Set<unknown>(Object.values(beside));
  let size = 0;
  const { objects, ...rest } = document;
  for (const part of Object.values(rest)) if (!shared.has(part)) size += yield* sizeOf(part);
  if (!shared.has(objects)) {
    const others = new Set<unknown>(beside.objects);
    for (const object of objects) size += others.has(object) ? REFERENCE : yield* sizeOf(object);
  }
  measured.set(document, { beside, size });
  return size;
}

function* sizeOf(part: unknown): Generator<undefined, number> {
  if (typeof part !== 'object' || part === null) return String(part).length;
  const known = knownText(part);
  if (known !== undefined) return known.length;
  yield;
  return textOf(part).length;
}
