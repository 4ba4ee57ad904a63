import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  Parser,
  type Scalar,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import type { Coded } from '../../engine/objects.ts';
import { decodeBase64 } from './decode-text.ts';
import { isSurprising, plainKey, resolvePlain } from './scalar.ts';
import {
  type Chunk,
  DEPTH_LIMIT,
  duplicateKey,
  type Path,
  type Place,
  placeOf,
  type SourceDocument,
  surprisingScalar,
  type SyntaxProblem,
  tooDeep,
} from './source.ts';
import { type SourceDetails, YAML_SLIPS } from './source-details.ts';

/** How many values aliases may add to one document, against texts that expand without end. */
const ALIAS_BOUND = 100_000;
/** Problems told per document; one slip often causes many. */
const PROBLEMS_TOLD = 5;

const CORE_TAG = 'tag:yaml.org,2002:';
const RESOLVED_TAGS: ReadonlySet<string> = new Set(['int', 'float', 'bool', 'null', 'timestamp']);

/** Reads one YAML document with every error and its place. Never throws. */
export function readYaml(chunk: Chunk, tell?: (at: number) => void): SourceDocument {
  let parsed: Document | undefined;
  try {
    parsed = compose(chunk, tell);
  } catch (error) {
    const place = placeOf(chunk, error instanceof TooDeepError ? error.offset : 0);
    return { problems: [tooDeep(place)], at: () => place };
  }
  const { contents, errors } = parsed;
  const problems = errors.slice(0, PROBLEMS_TOLD).map((error) => syntaxProblem(chunk, error));
  let places: PlaceFinder | undefined;
  // The nodes are not kept for it: they take many times the memory of the values.
  const at = (path: Path): Place => {
    places ??= new PlaceFinder(compose(chunk).contents);
    return placeOf(chunk, places.locate(path));
  };
  parsed = undefined;
  if (problems.length > 0) return { problems, at };
  const reader = new ValueReader(chunk);
  try {
    const value = reader.read(contents);
    return { value, problems: reader.problems, at };
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return { problems: [...reader.problems, error.problem], at };
  }
}

class TooDeepError extends Error {
  readonly offset: number;
  constructor(offset: number) {
    super('nested too deeply');
    this.offset = offset;
  }
}

/** Characters between two words on how far it is. */
const TELL_EVERY = 50_000;

/** Tokens of the parser's stack per level of nesting, at most. */
const TOKENS_PER_LEVEL = 2;

/** Nesting is measured while the text is cut into tokens: what comes after goes by recursion. Throws {@link TooDeepError}. */
function compose({ text }: Chunk, tell?: (at: number) => void): Document {
  const parser = new Parser();
  function* tokens() {
    let offset = 0;
    let told = 0;
    for (const lexeme of new Lexer().lex(text)) {
      yield* parser.next(lexeme);
      offset += lexeme.length;
      if (offset - told > TELL_EVERY) {
        told = offset;
        tell?.(offset);
      }
      if (parser.stack.length > DEPTH_LIMIT * TOKENS_PER_LEVEL) throw new TooDeepError(offset);
    }
    yield* parser.end();
  }
  const composer = new Composer({
    version: '1.2',
    // Plain scalars are resolved in ValueReader.
    schema: 'failsafe',
    // Compared in ValueReader, where it does not cost the square of the number of keys.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const [document] = composer.compose(tokens(), true, text.length);
  if (document === undefined) throw new Error('the composer was told to make a document');
  return document;
}

function syntaxProblem(chunk: Chunk, error: YAMLError): SyntaxProblem {
  const said = error.message.replace(/\s+/g, ' ').replace(/\.$/, '');
  const slip = YAML_SLIPS.find((each) => each === error.code);
  const detail = { said, ...(slip !== undefined && { slip }) };
  return { severity: 'error', code: 'YAML_SYNTAX', detail, ...placeOf(chunk, error.pos[0]) };
}

class UnreadableError extends Error {
  readonly problem: SyntaxProblem;
  constructor(problem: SyntaxProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** Turns nodes into plain values: aliases within a bound, merge keys, duplicate keys told (the last one counts). */
class ValueReader {
  readonly problems: SyntaxProblem[] = [];
  private readonly anchors = new Map<string, { readonly value: unknown; readonly size: number }>();
  private depth = 0;
  private size = 0;
  private aliased = 0;
  private readonly chunk: Chunk;

  constructor(chunk: Chunk) {
    this.chunk = chunk;
  }

  read(node: unknown): unknown {
    this.size += 1;
    if (isAlias(node)) return this.alias(node.source, node);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return null;
    this.depth += 1;
    if (this.depth > DEPTH_LIMIT) throw new UnreadableError(tooDeep(this.placeOf(node)));
    const before = this.size;
    const value = isScalar(node)
      ? this.scalar(node)
      : isMap(node)
        ? this.mapping(node.items)
        : this.sequence(node.items);
    this.depth -= 1;
    if (node.anchor !== undefined) this.anchors.set(node.anchor, { value, size: this.size - before + 1 });
    return value;
  }

  private alias(name: string, node: Node): unknown {
    const anchor = this.anchors.get(name);
    if (anchor === undefined) {
      throw this.unreadable({ code: 'YAML_ALIAS', detail: { name } }, node);
    }
    this.size += anchor.size;
    this.aliased += anchor.size;
    if (this.aliased > ALIAS_BOUND) {
      throw this.unreadable({ code: 'YAML_ALIAS_BOUND', detail: { most: ALIAS_BOUND } }, node);
    }
    return anchor.value;
  }

  private scalar(node: Scalar): unknown {
    const text = String(node.value);
    const tag = node.tag?.startsWith(CORE_TAG) === true ? node.tag.slice(CORE_TAG.length) : node.tag;
    if (tag === 'binary') return decodeBase64(text) ?? text;
    if (tag === undefined ? node.type !== 'PLAIN' : !RESOLVED_TAGS.has(tag)) return text;
    const value = resolvePlain(text);
    if (tag === undefined && typeof value !== 'string' && isSurprising(text, value)) {
      this.problems.push(surprisingScalar(text, this.placeOf(node)));
    }
    return value;
  }

  private sequence(items: readonly unknown[]): unknown {
    return items.map((item) => this.read(item));
  }

  private mapping(items: readonly Pair[]): unknown {
    const entries = new Map<string, unknown>();
    const merged = new Map<string, unknown>();
    for (const { key, value } of items) {
      const name = this.key(key);
      if (name === '<<' && isScalar(key) && key.type === 'PLAIN') this.merge(merged, this.read(value));
      else {
        if (entries.has(name)) this.problems.push(duplicateKey(name, this.placeOf(key)));
        entries.set(name, this.read(value));
      }
    }
    return Object.fromEntries(merged.size === 0 ? entries : new Map([...merged, ...entries]));
  }

  /** YAML 1.1 merge keys, as kubectl's parser knows them. */
  private merge(into: Map<string, unknown>, value: unknown): void {
    for (const source of Array.isArray(value) ? value : [value]) {
      if (typeof source !== 'object' || source === null) continue;
      for (const [name, entry] of Object.entries(source)) if (!into.has(name)) into.set(name, entry);
    }
  }

  private key(key: unknown): string {
    const name = keyName(key);
    if (name !== undefined) {
      const written = isScalar(key) ? String(key.value) : name;
      if (name !== written) this.problems.push(surprisingScalar(written, this.placeOf(key)));
      return name;
    }
    throw this.unreadable({ code: 'YAML_KEY', detail: { found: isScalar(key) ? 'NULL' : 'COLLECTION' } }, key);
  }

  private unreadable(why: Coded<SourceDetails>, node: unknown): UnreadableError {
    return new UnreadableError({ severity: 'error', ...why, ...this.placeOf(node) });
  }

  private placeOf(node: unknown): Place {
    return placeOf(this.chunk, startOf(node) ?? 0);
  }
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined;
}

/** undefined: not a key that a Kubernetes object has. */
function keyName(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  const text = String(key.value);
  return key.type === 'PLAIN' && key.tag === undefined ? plainKey(text) : text;
}

/** Finds places in a document; the keys of a mapping are gone through once, however many places are asked for. */
class PlaceFinder {
  private readonly root: unknown;
  private readonly pairs = new Map<YAMLMap, ReadonlyMap<string | undefined, Pair>>();

  constructor(root: unknown) {
    this.root = root;
  }

  /** Offset of a scalar at the path, of the key in front of a mapping or list, or of the deepest part that exists. */
  locate(path: Path): number {
    let at = startOf(this.root) ?? 0;
    let node = this.root;
    for (const segment of path) {
      if (isMap(node)) {
        const pair = this.pairsOf(node).get(String(segment));
        if (pair === undefined) return at;
        node = pair.value;
        at = (isScalar(node) && !isNothing(node) ? startOf(node) : undefined) ?? startOf(pair.key) ?? at;
      } else if (isSeq(node)) {
        node = node.items[Number(segment)];
        if (node === undefined) return at;
        at = startOf(node) ?? at;
      } else return at;
    }
    return at;
  }

  private pairsOf(map: YAMLMap): ReadonlyMap<string | undefined, Pair> {
    let pairs = this.pairs.get(map);
    if (pairs === undefined) {
      pairs = new Map(map.items.map((pair) => [keyName(pair.key), pair]));
      this.pairs.set(map, pairs);
    }
    return pairs;
  }
}

function isNothing({ value, type }: Scalar): boolean {
  return value === null || (type === 'PLAIN' && typeof value === 'string' && resolvePlain(value) === null);
}
