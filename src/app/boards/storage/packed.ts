import type { ScenarioDocument } from '../../../scenario/document/document.ts';
import type { KeptHistory, KeptStep } from './history.ts';
import type { BoardContent } from './records.ts';
import { knownText, textOf } from './texts.ts';

/** A document that says of its parts only where in the texts they are. */
export interface PackedDocument {
  /** Of its fields those that are no more than a word or a number. */
  readonly plain: Fields;
  readonly parts: Readonly<Record<string, number>>;
  /** The text that lists where its objects are. */
  readonly objects: number;
}

type PackedStep = Omit<KeptStep, 'document'> & { readonly document: PackedDocument };

/** A document with its history, everything in it once: as cheap for the browser to take as text is. */
export interface PackedContent {
  readonly texts: readonly string[];
  readonly order: string;
  readonly document: PackedDocument;
  readonly past: readonly PackedStep[];
  readonly future: readonly PackedStep[];
}

/** Where everything of a board is among its texts. It only grows: a save adds to the texts of the one before. */
export interface Register {
  /** Names it. */
  readonly order: string;
  readonly at: Map<unknown, number>;
  readonly texts: string[];
  /** Characters that came after the first save: of the document, of its history, and of what nothing has any more. */
  added: number;
}

export function createRegister(order: string): Register {
  return { order, at: new Map(), texts: [], added: 0 };
}

/** As it was when this content was packed: `values` are what became of those at the places. */
export function registerOf(
  content: BoardContent,
  places: ReadonlyMap<unknown, number>,
  values: ReadonlyMap<unknown, unknown>,
): Register | undefined {
  const { order, texts } = content;
  if (order === undefined || texts === undefined) return undefined;
  const at = new Map<unknown, number>();
  for (const [value, place] of places) if (values.has(value)) at.set(values.get(value), place);
  const own = placesOf(content);
  const added = texts.reduce((sum, { length }, place) => sum + (own.has(place) ? 0 : length), 0);
  return { order, texts: [...texts], at, added };
}

/** The content of a board, step by step: after each new text there may be a pause. */
export function* packContent(
  { document, past, future }: { readonly document: ScenarioDocument } & KeptHistory,
  register: Register,
): Generator<undefined, PackedContent> {
  const isFirst = register.texts.length === 0;
  const packed = yield* packDocument(document, register);
  const steps: PackedStep[] = [];
  for (const step of [...past, ...future]) {
    steps.push({ ...step, document: yield* packDocument(step.document, register) });
  }
  if (isFirst) register.added = 0;
  return {
    texts: [...register.texts],
    order: register.order,
    document: packed,
    past: steps.slice(0, past.length),
    future: steps.slice(past.length),
  };
}

function* packDocument(document: ScenarioDocument, register: Register): Generator<undefined, PackedDocument> {
  const { objects, ...fields } = document;
  const plain: Record<string, unknown> = {};
  const parts: Record<string, number> = {};
  for (const [field, value] of Object.entries(fields)) {
    if (typeof value === 'object' && value !== null) parts[field] = yield* place(value, register);
    else plain[field] = value;
  }
  return { plain, parts, objects: yield* placeList(objects, register) };
}

function* placeList(objects: readonly object[], register: Register): Generator<undefined, number> {
  const known = register.at.get(objects);
  if (known !== undefined) return known;
  const list: number[] = [];
  for (const object of objects) list.push(yield* place(object, register));
  yield;
  return add(register, objects, JSON.stringify(list));
}

function* place(value: object, register: Register): Generator<undefined, number> {
  const known = register.at.get(value);
  if (known !== undefined) return known;
  const isNew = knownText(value) === undefined;
  const at = add(register, value, textOf(value));
  if (isNew) yield;
  return at;
}

function add(register: Register, value: unknown, text: string): number {
  const at = register.texts.push(text) - 1;
  register.at.set(value, at);
  register.added += text.length;
  return at;
}

/** The same content under another title. */
export function retitled<Content extends { readonly document: unknown }>(content: Content, title: string): Content {
  const { document } = content;
  const fields = isFields(document) ? document : {};
  const named = isPacked(content)
    ? { ...fields, plain: { ...asFields(fields['plain']), title } }
    : { ...fields, title };
  return { ...content, document: named };
}

/** Of a record no more than its document. */
export function documentOf({ texts, document }: Stored): Stored {
  return { ...(texts !== undefined && { texts }), document };
}

/** How many objects are in the document of stored content. */
export function countObjects({ texts, document }: Stored): number {
  const objects = isFields(document) ? document['objects'] : undefined;
  const list = Array.isArray(texts) ? parse(texts[Number(objects)]) : objects;
  return Array.isArray(list) ? list.length : 0;
}

/** Where in the texts the document has its parts. */
export function placesOf({ texts, document }: Stored): ReadonlySet<unknown> {
  if (!Array.isArray(texts) || !isFields(document)) return new Set();
  const list = parse(texts[Number(document['objects'])]);
  const parts = Object.values(asFields(document['parts']));
  return new Set([...parts, document['objects'], ...(Array.isArray(list) ? (list as readonly unknown[]) : [])]);
}

function isPacked(content: object): boolean {
  return 'texts' in content && content.texts !== undefined;
}

/** A record as it was found: with texts, or with everything in its place as before there were any. */
interface Stored {
  readonly texts?: unknown;
  readonly document?: unknown;
  readonly past?: unknown;
  readonly future?: unknown;
}

/**
 * What was packed, with everything in its place again, step by step; whatever is at one place in the texts is one value. Nothing
 * is believed: where there is no text, or none that can be read, is undefined. A record of another form comes back as it is.
 * `places` learns where each value was.
 */
export function* unpack<Record extends Stored>(
  stored: Record,
  places: Map<unknown, number> = new Map(),
): Generator<undefined, Omit<Record, 'texts'>> {
  const { texts, ...rest } = stored;
  if (!Array.isArray(texts)) return stored;
  const reader = createReader(texts, places);
  const steps = function* (value: unknown): Generator<undefined, unknown> {
    if (!Array.isArray(value)) return value;
    const read: unknown[] = [];
    for (const step of value as readonly unknown[]) {
      read.push(isFields(step) ? { ...step, document: yield* reader.document(step['document']) } : step);
    }
    return read;
  };
  return {
    ...rest,
    ...('document' in rest && { document: yield* reader.document(rest.document) }),
    ...('past' in rest && { past: yield* steps(rest.past) }),
    ...('future' in rest && { future: yield* steps(rest.future) }),
  };
}

function createReader(texts: readonly unknown[], places: Map<unknown, number>) {
  const values = new Map<unknown, unknown>();
  const once = function* (at: unknown, read: () => Generator<undefined, unknown>): Generator<undefined, unknown> {
    if (values.has(at)) return values.get(at);
    const value = yield* read();
    values.set(at, value);
    if (typeof value === 'object') places.set(value, Number(at));
    return value;
  };
  const parsed = (at: unknown): unknown => parse(texts[Number(at)]);
  const part = (at: unknown) =>
    once(at, function* () {
      yield;
      return parsed(at);
    });
  const list = (at: unknown) =>
    once(at, function* () {
      yield;
      const all = parsed(at);
      if (!Array.isArray(all)) return undefined;
      const objects: unknown[] = [];
      for (const place of all as readonly unknown[]) objects.push(yield* part(place));
      return objects;
    });
  const document = function* (packed: unknown): Generator<undefined, unknown> {
    if (!isFields(packed)) return packed;
    const fields: Record<string, unknown> = { ...asFields(packed['plain']) };
    for (const [field, at] of Object.entries(asFields(packed['parts']))) fields[field] = yield* part(at);
    return { ...fields, objects: yield* list(packed['objects']) };
  };
  return { document };
}

function parse(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function asFields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
