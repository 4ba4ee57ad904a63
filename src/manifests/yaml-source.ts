import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLError,
} from 'yaml';
import { type Chunk, type Path, type Place, placeOf, type SourceDocument, type SyntaxProblem } from './source.ts';

/** How many values aliases may add to one document, against texts that expand without end. */
const ALIAS_BOUND = 100_000;
/** Problems told per document; one slip often causes many. */
const PROBLEMS_TOLD = 5;

const EXPECTED: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab is used as indentation; expected spaces',
  BAD_INDENT:
    'the indentation does not fit its surroundings; expected the same number of spaces for every entry of a mapping or list',
  MISSING_CHAR: 'a character is missing',
  UNEXPECTED_TOKEN: 'this does not belong here',
  BLOCK_AS_IMPLICIT_KEY:
    'a mapping starts inside a value; expected one "key: value" on a line, or quotes around a value that contains ": "',
  MULTILINE_IMPLICIT_KEY: 'a key runs over several lines; expected "key: value" (is a colon missing?)',
};

/** Reads one YAML document with every error and its place. Never throws. */
export function readYaml(chunk: Chunk): SourceDocument {
  const parsed = compose(chunk);
  if (parsed === undefined) {
    const problem: SyntaxProblem = {
      severity: 'error',
      code: 'YAML_TOO_DEEP',
      message: 'The document is nested too deeply to be read; expected a Kubernetes object.',
      ...placeOf(chunk, 0),
    };
    return { problems: [problem], at: () => placeOf(chunk, 0) };
  }
  const problems = parsed.errors.slice(0, PROBLEMS_TOLD).map((error) => syntaxProblem(chunk, error));
  let again: Document | undefined;
  const at = (path: Path): Place => {
    again ??= compose(chunk);
    return placeOf(chunk, locateNode(again?.contents ?? null, path));
  };
  if (problems.length > 0) return { problems, at };
  const reader = new ValueReader(chunk);
  try {
    const value = reader.read(parsed.contents);
    return { value, problems: reader.problems, at };
  } catch (error) {
    if (error instanceof UnreadableError) return { problems: [...reader.problems, error.problem], at };
    const message = 'The document is nested too deeply to be read; expected a Kubernetes object.';
    return { problems: [{ severity: 'error', code: 'YAML_TOO_DEEP', message, ...placeOf(chunk, 0) }], at };
  }
}

/** Undefined when the parser gave up (its recursion ran out of stack). */
function compose(chunk: Chunk): Document | undefined {
  try {
    return parseDocument(chunk.text, {
      version: '1.2',
      schema: 'core',
      // Compared in ValueReader, where it does not cost the square of the number of keys.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    });
  } catch {
    return undefined;
  }
}

function syntaxProblem(chunk: Chunk, error: YAMLError): SyntaxProblem {
  const detail = error.message.replace(/\s+/g, ' ').replace(/\.$/, '');
  const explained = EXPECTED[error.code];
  const message = explained === undefined ? `Not YAML: ${detail}.` : `Not YAML: ${explained} (${detail}).`;
  return { severity: 'error', code: 'YAML_SYNTAX', message, ...placeOf(chunk, error.pos[0]) };
}

class UnreadableError extends Error {
  readonly problem: SyntaxProblem;
  constructor(problem: SyntaxProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Turns nodes into plain values: aliases within a bound, merge keys, duplicate keys told (the last one counts). */
class ValueReader {
  readonly problems: SyntaxProblem[] = [];
  private readonly anchors = new Map<string, { readonly value: unknown; readonly size: number }>();
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
    const before = this.size;
    const value = isScalar(node) ? node.value : isMap(node) ? this.mapping(node.items) : this.sequence(node.items);
    if (node.anchor !== undefined) this.anchors.set(node.anchor, { value, size: this.size - before + 1 });
    return value;
  }

  private alias(name: string, node: Node): unknown {
    const anchor = this.anchors.get(name);
    if (anchor === undefined) {
      throw this.unreadable(
        'YAML_ALIAS',
        `The alias *${name} refers to nothing; expected an anchor &${name} before it.`,
        node,
      );
    }
    this.size += anchor.size;
    this.aliased += anchor.size;
    if (this.aliased > ALIAS_BOUND) {
      const message = `The document's aliases expand to more than ${ALIAS_BOUND} values; expected a Kubernetes object.`;
      throw this.unreadable('YAML_ALIAS_BOUND', message, node);
    }
    return anchor.value;
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
        if (entries.has(name)) this.duplicate(name, key);
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
    if (isScalar(key)) return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
    throw this.unreadable('YAML_KEY', 'A key is a mapping or a list; expected a plain word as in "key: value".', key);
  }

  private duplicate(name: string, key: unknown): void {
    const message = `The key ${JSON.stringify(name)} appears twice in one mapping; expected it once. The last one counts.`;
    this.problems.push({ severity: 'warning', code: 'DUPLICATE_KEY', message, ...this.placeOf(key) });
  }

  private unreadable(code: string, message: string, node: unknown): UnreadableError {
    return new UnreadableError({ severity: 'error', code, message, ...this.placeOf(node) });
  }

  private placeOf(node: unknown): Place {
    return placeOf(this.chunk, startOf(node) ?? 0);
  }
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined;
}

/** Offset of a scalar at the path, of the key in front of a mapping or list, or of the deepest part that exists. */
function locateNode(root: unknown, path: Path): number {
  let at = startOf(root) ?? 0;
  let node = root;
  for (const segment of path) {
    if (isMap(node)) {
      const pair = node.items.findLast(({ key }) => isScalar(key) && String(key.value) === String(segment));
      if (pair === undefined) return at;
      node = pair.value;
      at = (isScalar(node) && node.value !== null ? startOf(node) : undefined) ?? startOf(pair.key) ?? at;
    } else if (isSeq(node)) {
      node = node.items[Number(segment)];
      if (node === undefined) return at;
      at = startOf(node) ?? at;
    } else return at;
  }
  return at;
}
