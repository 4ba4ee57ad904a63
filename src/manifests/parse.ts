import {
  classifyObject,
  isRead,
  type KindClass,
  type KindGroup,
  type IrrelevantReason,
  type UnreadEffect,
} from '../engine/unread.ts';
import { apiGroup, hasBearing, type Finding, type ObjectRef, type RawObject } from '../engine/objects.ts';
import { readBlockYaml } from './sources/block-source.ts';
import { checkObject } from './checks/check-object.ts';
import type { Diagnostic, PlacedFinding, TextProblem } from './diagnostic.ts';
import { looksLikeJson, readJson, readWholeJson } from './sources/json-source.ts';
import { isFields, readObject } from './read-object.ts';
import {
  type Chunk,
  type Path,
  placeOf,
  type SourceDocument,
  splitDocuments,
  type SyntaxProblem,
} from './sources/source.ts';
import { readYaml } from './sources/yaml-source.ts';

export interface ManifestFile {
  readonly name: string;
  readonly text: string;
  /** What was wrong with its bytes. */
  readonly problem?: SyntaxProblem;
}

export interface ParsedManifests {
  /** Documents and List items seen, broken ones included. */
  readonly documents: number;
  /** Objects whose kind is read, or unread and able to change the fate of a packet, in the order of the text. */
  readonly objects: readonly RawObject[];
  /** Count by kind of the objects whose kind is not read. */
  readonly skipped: Readonly<Record<string, number>>;
  /** The group of each skipped kind. */
  readonly skippedGroups: Readonly<Record<string, SkippedGroup>>;
  /** What kinds in the group unread can do to a packet, and why irrelevant ones do nothing; absent: unknown. */
  readonly skippedWhy: Readonly<Record<string, UnreadEffect | IrrelevantReason>>;
  readonly diagnostics: readonly Diagnostic[];
  /** Places a finding about one of `objects` in the text it came from. */
  readonly locate: (finding: Finding) => PlacedFinding;
}

/** Can it change the fate of a packet: no, yes, or nobody knows. Where objects of one kind differ, the worst. */
export type SkippedGroup = Exclude<KindGroup, 'read'>;

const WORST_FIRST: readonly SkippedGroup[] = ['unread', 'unknown', 'irrelevant'];

/** Characters of one file; more is refused unread, but for JSON where the caller has room for more. */
const FILE_SIZE_LIMIT = 50_000_000;
/** Lists in lists in lists … */
const LIST_DEPTH = 4;

/** Told while it reads: which file, how much of it is done (0 to 1), and how many objects were found. */
export type TellProgress = (progress: {
  readonly file: number;
  readonly share: number;
  readonly objects: number;
}) => void;

/** Where in which file an object was read. */
interface Origin {
  readonly file: string;
  readonly document: SourceDocument;
  readonly path: Path;
}

/**
 * Reads YAML or JSON: multi-document, List kinds, lists of objects as jq prints them, `kubectl get -o yaml` output. Total: every problem becomes a diagnostic
 * with its place, and the rest is still read. Of two objects with the same key the later one counts, as with kubectl apply.
 * `mostJson`: characters that a file of JSON may have, which takes a tenth of what YAML takes to read.
 */
export function parseManifests(
  files: readonly ManifestFile[],
  tell?: TellProgress,
  mostJson = FILE_SIZE_LIMIT,
): ParsedManifests {
  const reading = new Reading(mostJson);
  for (const [index, file] of files.entries()) {
    const { length } = file.text;
    reading.readFile(file, (at, objects) => tell?.({ file: index, share: Math.min(1, at / length), objects }));
  }
  return reading.result();
}

class Reading {
  private documents = 0;
  private readonly found = new Map<string, FoundObject>();
  private readonly skipped = new Map<string, number>();
  private readonly skippedGroups = new Map<string, SkippedGroup>();
  private readonly skippedWhy = new Map<string, UnreadEffect | IrrelevantReason>();
  private readonly diagnostics: Diagnostic[] = [];
  private readonly mostJson: number;

  constructor(mostJson: number) {
    this.mostJson = mostJson;
  }

  readFile({ name, text, problem }: ManifestFile, tell: (at: number, objects: number) => void): void {
    if (problem !== undefined) this.diagnostics.push({ ...problem, file: name });
    const most = text.length > FILE_SIZE_LIMIT && looksLikeJson(text) ? this.mostJson : FILE_SIZE_LIMIT;
    if (text.length > most) {
      const detail = { found: text.length, most };
      this.diagnostics.push({ severity: 'error', code: 'FILE_TOO_LARGE', detail, file: name });
      return;
    }
    const plain = normalised(text);
    const whole = readWholeJson(plain);
    if (whole !== undefined) {
      this.readDocument(whole, name);
      tell(plain.length, this.found.size);
      return;
    }
    let template: TextProblem | undefined;
    let start = 0;
    for (const chunk of splitDocuments(plain)) {
      const tellInside = (at: number, items = 0): void => tell(start + at, this.found.size + items);
      const documents = (looksLikeJson(chunk.text) ? readJson(chunk, readYaml) : undefined) ?? [
        readBlockYaml(chunk, tellInside) ?? readYaml(chunk, tellInside),
      ];
      start += chunk.text.length;
      for (const document of documents) {
        const found = document.value === undefined ? templateIn(chunk, name) : undefined;
        if (found !== undefined) {
          this.documents += 1;
          template ??= found;
        } else this.readDocument(document, name);
      }
      tell(start, this.found.size);
    }
    if (template !== undefined) this.diagnostics.push(template);
  }

  private readDocument(document: SourceDocument, file: string): void {
    for (const problem of document.problems) this.diagnostics.push({ ...problem, file });
    if (document.value === undefined) this.documents += 1;
    // A document of nothing but null is an empty one.
    else if (document.value !== null) this.readValue(document.value, { file, document, path: [] }, LIST_DEPTH);
  }

  private readValue(value: unknown, origin: Origin, depth: number): void {
    const event = watchEvent(value);
    if (event !== undefined) {
      this.readEvent(event, { ...origin, path: [...origin.path, 'object'] });
      return;
    }
    const items = listItems(value);
    if (items !== undefined && depth === 0) {
      this.documents += 1;
      const detail = { is: 'LISTS', most: LIST_DEPTH } as const;
      this.diagnostics.push({ severity: 'error', code: 'TOO_DEEP', detail, ...placed(origin, ['kind']) });
      return;
    }
    if (items !== undefined) {
      const inside = Array.isArray(value) ? [] : ['items'];
      items.forEach((item, index) => {
        this.readValue(item, { ...origin, path: [...origin.path, ...inside, index] }, depth - 1);
      });
      return;
    }
    const object = this.readOne(value, origin);
    if (object !== undefined) this.add(object, origin);
  }

  /** What a watch tells: the last state of an object counts, and one that was deleted is none. */
  private readEvent({ type, object: value }: WatchEvent, origin: Origin): void {
    if (type === 'BOOKMARK') return;
    if (type === 'ERROR') {
      this.documents += 1;
      const said = isFields(value) ? value['message'] : undefined;
      const detail = typeof said === 'string' ? { said } : {};
      this.diagnostics.push({ severity: 'warning', code: 'WATCH_ERROR', detail, ...placed(origin, []) });
      return;
    }
    const object = this.readOne(value, origin);
    if (object === undefined) return;
    this.forget(object);
    if (type !== 'DELETED') this.add(object, origin);
  }

  private readOne(value: unknown, origin: Origin): RawObject | undefined {
    this.documents += 1;
    let counts = true;
    const keep = (skipped: Parameters<typeof classifyObject>[0]): boolean => {
      const found = classifyObject(skipped);
      counts = !isRead(found);
      if (counts) this.noteGroup(skipped.kind, found);
      return found.group === 'unread';
    };
    const { isShallow } = origin.document;
    const { object, skippedKind, problems } = readObject(value, this.documents, keep, isShallow);
    if (skippedKind !== undefined && counts) this.skipped.set(skippedKind, (this.skipped.get(skippedKind) ?? 0) + 1);
    const ref = object === undefined ? undefined : refOf(object);
    const checked = object === undefined || skippedKind !== undefined ? [] : checkObject(object);
    for (const problem of [...problems, ...checked]) {
      this.diagnostics.push({ ...problem, ...placed(origin, problem.path), ...(ref !== undefined && { object: ref }) });
    }
    return object;
  }

  private forget(object: RawObject): void {
    this.found.delete(keyOf(object));
  }

  private noteGroup(kind: string, found: KindClass): void {
    if (found.group === 'read') return;
    const before = this.skippedGroups.get(kind);
    if (before !== undefined && WORST_FIRST.indexOf(before) <= WORST_FIRST.indexOf(found.group)) return;
    this.skippedGroups.set(kind, found.group);
    if (found.group === 'unknown') this.skippedWhy.delete(kind);
    else this.skippedWhy.set(kind, found.group === 'unread' ? found.effect : found.reason);
  }

  private add(object: RawObject, origin: Origin): void {
    const key = keyOf(object);
    const earlier = this.found.get(key);
    if (earlier !== undefined) {
      const { file, line } = placed(earlier.origin, []);
      const detail = { before: { file, line } };
      const place = placed(origin, []);
      this.diagnostics.push({ severity: 'warning', code: 'DUPLICATE_OBJECT', detail, ...place, object: refOf(object) });
      this.found.delete(key);
    }
    this.found.set(key, { object, origin });
  }

  result(): ParsedManifests {
    const found = [...this.found.values()];
    let known: ReadonlyMap<string, Origin> | undefined;
    return {
      documents: this.documents,
      objects: found.map(({ object }) => object),
      skipped: Object.fromEntries(this.skipped),
      skippedGroups: Object.fromEntries(this.skippedGroups),
      skippedWhy: Object.fromEntries(this.skippedWhy),
      diagnostics: this.diagnostics,
      locate(finding) {
        const { object, path } = finding;
        known ??= originsOf(found);
        // The cluster has given a namespace to objects that were written without.
        const origin = known.get(originKey(object)) ?? known.get(originKey({ kind: object.kind, name: object.name }));
        return { ...finding, ...(origin !== undefined && placed(origin, path ?? ['metadata', 'name'])) };
      },
    };
  }
}

/** Without byte order mark, and with line feeds alone. */
function normalised(text: string): string {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return plain.includes('\r') ? plain.replace(/\r\n?/g, '\n') : plain;
}

function placed({ file, document, path }: Origin, inside: Path): { file: string; line: number; column: number } {
  const { line, column } = document.at([...path, ...inside]);
  return { file, line, column };
}

function refOf({ kind, metadata: { name, namespace } }: RawObject): ObjectRef {
  return namespace === undefined ? { kind, name } : { kind, namespace, name };
}

interface FoundObject {
  readonly object: RawObject;
  readonly origin: Origin;
}

/** Where objects were read; without its group, a key means the kind that is read. */
function originsOf(found: readonly FoundObject[]): ReadonlyMap<string, Origin> {
  const origins = new Map<string, Origin>();
  for (const { object, origin } of found) {
    const key = originKey(refOf(object));
    if (hasBearing(object.apiVersion, object.kind) || !origins.has(key)) origins.set(key, origin);
  }
  return origins;
}

const originKey = ({ kind, namespace, name }: ObjectRef): string => `${kind}\0${namespace ?? '\0'}\0${name}`;

const keyOf = (object: RawObject): string => `${originKey(refOf(object))}\0${apiGroup(object.apiVersion)}`;

interface WatchEvent {
  readonly type: string;
  readonly object: unknown;
}

/** A line of what `kubectl get --watch --output-watch-events -o json` and the API's watches print. */
function watchEvent(value: unknown): WatchEvent | undefined {
  if (!isFields(value) || 'kind' in value || 'apiVersion' in value) return undefined;
  const { type, object } = value;
  return typeof type === 'string' && isFields(object) && WATCH_EVENTS.has(type) ? { type, object } : undefined;
}

const isItem = (value: unknown): boolean => isFields(value) || (Array.isArray(value) && value.some(isFields));

const WATCH_EVENTS: ReadonlySet<string> = new Set(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']);

/** The items of a list in which there is an object, of a List or of a kind of its own such as PodList, whose items may leave out what the list says. */
function listItems(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value.some(isItem) ? value : undefined;
  if (!isFields(value) || typeof value['kind'] !== 'string' || !value['kind'].endsWith('List')) return undefined;
  const { apiVersion, kind, items } = value;
  if (items === null) return [];
  if (!Array.isArray(items)) return undefined;
  const itemKind = (kind as string).slice(0, -'List'.length);
  if (itemKind === '') return items;
  return items.map((item: unknown) => (isFields(item) ? { apiVersion, kind: itemKind, ...item } : item));
}

/** Told instead of the syntax errors a template engine's braces cause. */
function templateIn(chunk: Chunk, file: string): TextProblem | undefined {
  const offset = chunk.text.search(/\{\{-?\s*[\w.$/(]/);
  if (offset < 0) return undefined;
  return { severity: 'error', code: 'HELM_TEMPLATE', detail: {}, file, ...placeOf(chunk, offset) };
}
