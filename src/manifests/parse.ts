import {
  classifyObject,
  isRead,
  type KindClass,
  type KindGroup,
  type IrrelevantReason,
  type UnreadEffect,
  unservedKind,
} from '../engine/unread.ts';
import { type Finding, kindOf, type ObjectRef, type RawObject } from '../engine/objects.ts';
import { heldConfigurations } from './held-configurations.ts';
import { readBlockYaml } from './sources/block-source.ts';
import { checkObject, type CheckProblem, findMissing } from './checks/check-object.ts';
import type { Refusal } from './checks/refusals.ts';
import type { Diagnostic, TextPlace, TextProblem } from './diagnostic.ts';
import { looksLikeJson, readJson, readWholeJson } from './sources/json-source.ts';
import { type FoundObject, FoundObjects, type Origin, placed } from './found-objects.ts';
import { isFields, readObject, type ReadProblem } from './read-object.ts';
import { listItems, type WatchEvent, watchEvent } from './wrapped-objects.ts';
import { type Chunk, placeOf, type SourceDocument, splitDocuments, type SyntaxProblem } from './sources/source.ts';
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
  /** The first who asks has all objects looked at. */
  readonly diagnostics: readonly Diagnostic[];
  /** Those about objects that are asked for and those about none: no other object is looked at. */
  readonly diagnosticsAbout: (isAsked: (object: ObjectRef) => boolean) => readonly Diagnostic[];
  /** Fields that objects have to have and have not, of those that links leave out. */
  readonly missing: () => readonly Diagnostic[];
  /** Objects that no board keeps, the first of them. */
  readonly leftOut: readonly Diagnostic[];
  /** Places a finding about one of `objects` in the text it came from. */
  readonly locate: <F extends Finding | Refusal>(finding: F) => F & TextPlace;
}

/** Can it change the fate of a packet: no, yes, or nobody knows. Where objects of one kind differ, the worst. */
export type SkippedGroup = Exclude<KindGroup, 'read'>;

const WORST_FIRST: readonly SkippedGroup[] = ['unread', 'unknown', 'irrelevant'];

/** Characters of one file; more is refused unread, but for JSON where the caller has room for more. */
const FILE_SIZE_LIMIT = 50_000_000;
/** Objects left out that are told one by one. */
const MOST_LEFT_OUT = 50;
/** Lists in lists in lists … */
const LIST_DEPTH = 4;

/** Told while it reads: which file, how much of it is done (0 to 1), and how many objects were found. */
export type TellProgress = (progress: {
  readonly file: number;
  readonly share: number;
  readonly objects: number;
}) => void;

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
  /** Of the document that is read. */
  private isShallow: SourceDocument['isShallow'];
  private readonly found = new FoundObjects();
  private readonly leftOut: Diagnostic[] = [];
  private readonly skipped = new Map<string, number>();
  private readonly skippedGroups = new Map<string, SkippedGroup>();
  private readonly skippedWhy = new Map<string, UnreadEffect | IrrelevantReason>();
  /** In the order of the text; an object stands for what is wrong with its fields, which is looked for when somebody asks. */
  private readonly diagnostics: (Diagnostic | FoundObject)[] = [];
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
    this.isShallow = document.isShallow;
    if (document.value === undefined) this.documents += 1;
    // A document of nothing but null is an empty one.
    else if (document.value !== null) this.readValue(document.value, { file, document }, LIST_DEPTH);
  }

  private readValue(value: unknown, origin: Origin, depth: number): void {
    const event = watchEvent(value);
    if (event !== undefined) {
      this.readEvent(event, { outer: origin, step: 'object' });
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
      const outer: Origin = Array.isArray(value) ? origin : { outer: origin, step: 'items' };
      items.forEach((item, step) => {
        this.readValue(item, { outer, step }, depth - 1);
      });
      return;
    }
    const held = heldConfigurations(value);
    if (held.length > 0) {
      this.documents += 1;
      for (const { key, object } of held)
        this.addHeld({ object, origin: { outer: { outer: origin, step: 'data' }, step: key }, isHeld: true });
      return;
    }
    const found = this.readOne(value, origin);
    if (found !== undefined) this.add(found);
  }

  /** One that is written out counts. */
  private addHeld(found: FoundObject): void {
    const earlier = this.found.delete(found.object);
    this.found.add(earlier === undefined || earlier.isHeld === true ? found : earlier);
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
    const found = this.readOne(value, origin);
    if (found === undefined) return;
    this.found.delete(found.object);
    if (type !== 'DELETED') this.add(found);
  }

  private readOne(value: unknown, origin: Origin): FoundObject | undefined {
    this.documents += 1;
    let counts = true;
    const keep = (skipped: Parameters<typeof classifyObject>[0]): boolean => {
      const found = classifyObject(skipped);
      counts = !isRead(found);
      if (counts) this.noteGroup(skipped.kind, found);
      return found.group === 'unread';
    };
    const { object, skippedKind, problems } = readObject(value, this.documents, keep, this.isShallow);
    if (skippedKind !== undefined) this.noteUnserved(value as Parameters<typeof classifyObject>[0], origin);
    if (skippedKind !== undefined && counts) this.skipped.set(skippedKind, (this.skipped.get(skippedKind) ?? 0) + 1);
    for (const problem of problems) this.diagnostics.push(placedProblem(problem, origin, object));
    if (object === undefined && skippedKind !== undefined && counts) this.leaveOut(skippedKind, origin);
    if (object === undefined) return undefined;
    const found: FoundObject = { object, origin };
    if (skippedKind === undefined) this.diagnostics.push(found);
    return found;
  }

  private leaveOut(kind: string, origin: Origin): void {
    if (this.leftOut.length === MOST_LEFT_OUT) return;
    const found = this.skippedGroups.get(kind) === 'irrelevant' ? this.skippedWhy.get(kind) : undefined;
    const detail = { kind, ...(found !== undefined && { why: found as IrrelevantReason }) };
    this.leftOut.push({
      severity: 'warning',
      code: 'KIND_LEFT_OUT',
      detail,
      ...placed(origin, ['kind']),
      path: ['kind'],
    });
  }

  private noteUnserved({ apiVersion, kind }: Parameters<typeof classifyObject>[0], origin: Origin): void {
    const unserved = unservedKind(apiVersion, kind);
    if (unserved === undefined) return;
    const { field, meant } = unserved;
    const detail = { kind, apiVersion, ...(meant !== undefined && { meant }) };
    this.diagnostics.push({
      severity: 'warning',
      code: 'KIND_NOT_SERVED',
      detail,
      ...placed(origin, [field]),
      path: [field],
    });
  }

  private noteGroup(kind: string, found: KindClass): void {
    if (found.group === 'read') return;
    const before = this.skippedGroups.get(kind);
    if (before !== undefined && WORST_FIRST.indexOf(before) <= WORST_FIRST.indexOf(found.group)) return;
    this.skippedGroups.set(kind, found.group);
    if (found.group === 'unknown') this.skippedWhy.delete(kind);
    else this.skippedWhy.set(kind, found.group === 'unread' ? found.effect : found.reason);
  }

  private add(found: FoundObject): void {
    const earlier = this.found.add(found);
    if (earlier === undefined || earlier.isHeld === true) return;
    const { file, line } = placed(earlier.origin, []);
    const detail = { before: { file, line } };
    const place = placed(found.origin, []);
    const object = refOf(found.object);
    this.diagnostics.push({ severity: 'warning', code: 'DUPLICATE_OBJECT', detail, ...place, object });
  }

  result(): ParsedManifests {
    const diagnosticsAbout: ParsedManifests['diagnosticsAbout'] = (isAsked) =>
      this.diagnostics.flatMap((told) => {
        if ('origin' in told) return isAsked(refOf(told.object)) ? checked(told) : [];
        return told.object === undefined || isAsked(told.object) ? told : [];
      });
    let diagnostics: readonly Diagnostic[] | undefined;
    return {
      documents: this.documents,
      objects: this.found.all().map(({ object }) => object),
      skipped: Object.fromEntries(this.skipped),
      skippedGroups: Object.fromEntries(this.skippedGroups),
      skippedWhy: Object.fromEntries(this.skippedWhy),
      get diagnostics() {
        diagnostics ??= diagnosticsAbout(() => true);
        return diagnostics;
      },
      diagnosticsAbout,
      missing: () => this.found.all().flatMap(missing),
      leftOut: this.leftOut,
      locate: (finding) => {
        const { object, path } = finding;
        // The cluster has given a namespace to objects that were written without.
        const found = this.found.get(object) ?? this.found.get({ kind: object.kind, name: object.name });
        return { ...finding, ...(found !== undefined && placed(found.origin, path ?? ['metadata', 'name'])) };
      },
    };
  }
}

/** What is wrong with the fields of an object. */
const checked = ({ object, origin }: FoundObject): readonly Diagnostic[] =>
  checkObject(object).map((problem) => placedProblem(problem, origin, object));

function missing({ object, origin }: FoundObject): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  findMissing(object, (path, detail) => {
    found.push(placedProblem({ severity: 'warning', code: 'VALUE_REFUSED', detail, path }, origin, object));
  });
  return found;
}

function placedProblem(problem: ReadProblem | CheckProblem, origin: Origin, object: RawObject | undefined): Diagnostic {
  return { ...problem, ...placed(origin, problem.path), ...(object !== undefined && { object: refOf(object) }) };
}

/** Without byte order mark, and with line feeds alone. */
function normalised(text: string): string {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return plain.includes('\r') ? plain.replace(/\r\n?/g, '\n') : plain;
}

function refOf(object: RawObject): ObjectRef {
  const { name, namespace } = object.metadata;
  const kind = kindOf(object);
  return namespace === undefined ? { kind, name } : { kind, namespace, name };
}

/** Told instead of the syntax errors a template engine's braces cause. */
function templateIn(chunk: Chunk, file: string): TextProblem | undefined {
  const offset = chunk.text.search(/\{\{-?\s*[\w.$/(]/);
  if (offset < 0) return undefined;
  return { severity: 'error', code: 'HELM_TEMPLATE', detail: {}, file, ...placeOf(chunk, offset) };
}
