import { BlockLines } from './block-lines.ts';
import {
  BeyondBlock,
  endWithoutSpaces,
  isPlainStart,
  type Quoted,
  readDoubleQuoted,
  readLiteral,
  readSingleQuoted,
} from './block-text.ts';
import { createPlace, lookupPlace, type PlaceNode } from './place-tree.ts';
import { isSurprising, plainKey, resolvePlain } from './scalar.ts';
import {
  type Chunk,
  DEPTH_LIMIT,
  duplicateKey,
  type Path,
  placeOf,
  type SourceDocument,
  surprisingScalar,
  type SyntaxProblem,
} from './source.ts';

/** Where a node begins, how far it is indented (-1: it is empty), and how far what it belongs to is. */
interface Start {
  readonly at: number;
  readonly indent: number;
  readonly parent: number;
}

/**
 * Reads the YAML that programs write (kubectl, kustomize, helm) and most people do: mappings and lists in block style, plain,
 * quoted and literal scalars. Several times as fast as a parser of all of YAML, as it builds nothing but the values. `tell` hears of each item of a List. undefined: the text has something else in
 * it (flow collections with content, anchors, tags, mistakes), and is to be read by the parser of all of YAML.
 */
export function readBlockYaml(chunk: Chunk, tell?: (at: number, items: number) => void): SourceDocument | undefined {
  const reader = new BlockReader(chunk, undefined, tell);
  try {
    const value = reader.readDocument();
    return { value, problems: reader.problems, at: placesOf(chunk, reader.lists), isShallow: true };
  } catch (error) {
    if (error instanceof BeyondBlock) return undefined;
    throw error;
  }
}

/** Looks into the item of a List that a path leads through, or into the whole document when it leads through none. */
function placesOf(chunk: Chunk, lists: ReadonlyMap<string | undefined, readonly Start[]>): SourceDocument['at'] {
  const known = new Map<Start | undefined, PlaceNode>();
  const treeAt = (start: Start | undefined): PlaceNode => {
    let tree = known.get(start);
    if (tree === undefined) {
      tree = createPlace(start?.at ?? 0);
      known.set(start, tree);
      const reader = new BlockReader(chunk, tree);
      if (start === undefined) reader.readDocument();
      else if (start.indent >= 0) reader.readNode(start);
    }
    return tree;
  };
  return (path) => {
    for (let length = Math.min(path.length - 1, KEPT_LISTS); length >= 0; length -= 1) {
      const start = lists.get(listKey(path.slice(0, length)))?.[Number(path[length])];
      if (start !== undefined) return placeOf(chunk, lookupPlace(treeAt(start), path.slice(length + 1)));
    }
    return placeOf(chunk, lookupPlace(treeAt(undefined), path));
  };
}

/** Longest path of a list whose items' places are kept while reading: items of a List in a List. */
const KEPT_LISTS = 3;

/** undefined: not the items of a List, whose places are looked for when somebody asks. */
function listKey(path: Path): string | undefined {
  return path.length > KEPT_LISTS || (path.length > 0 && path.at(-1) !== 'items') ? undefined : path.join('\0');
}

class BlockReader extends BlockLines {
  readonly problems: SyntaxProblem[] = [];
  readonly lists = new Map<string | undefined, readonly Start[]>();
  private readonly chunk: Chunk;
  /** The node that is being read, when places are asked for. */
  private node: PlaceNode | undefined;
  private readonly path: (string | number)[] = [];
  private depth = 0;
  /** Keys as they were written before that say nothing surprising: most are there thousands of times. */
  private readonly keys = new Map<string, string>();
  private readonly tell: ((at: number, items: number) => void) | undefined;
  private items = 0;

  constructor(chunk: Chunk, node: PlaceNode | undefined, tell?: (at: number, items: number) => void) {
    super(chunk.text);
    this.tell = tell;
    this.chunk = chunk;
    this.node = node;
  }

  readDocument(): unknown {
    this.toLine(0);
    if (this.indent === 0 && this.text.startsWith('---', this.at) && this.isBreak(this.at + 3))
      this.toLine(this.at + 3);
    if (this.indent < 0) throw new BeyondBlock();
    if (this.node !== undefined) this.node.at = this.at;
    const value = this.block(-1);
    if (this.indent >= 0) throw new BeyondBlock();
    return value;
  }

  readNode({ at, indent, parent }: Start): void {
    this.at = at;
    this.indent = indent;
    this.itemNode(parent);
  }

  /** The collection or scalar that begins at this place; it belongs to a node whose column is `parent`. */
  private block(parent: number): unknown {
    this.depth += 1;
    if (this.depth > DEPTH_LIMIT) throw new BeyondBlock();
    const value = this.isDash() ? this.sequence() : this.keyEnd(this.at) >= 0 ? this.mapping() : this.lone(parent);
    this.depth -= 1;
    return value;
  }

  private mapping(): Record<string, unknown> {
    const { indent, node } = this;
    const object: Record<string, unknown> = {};
    while (this.indent === indent) {
      const keyAt = this.at;
      const colon = this.keyEnd(keyAt);
      if (colon < 0) throw new BeyondBlock();
      const key = this.key(keyAt, colon);
      if (Object.hasOwn(object, key)) this.problems.push(duplicateKey(key, placeOf(this.chunk, keyAt)));
      if (node !== undefined) {
        this.node = createPlace(keyAt);
        node.parts.set(key, this.node);
      }
      this.path.push(key);
      object[key] = this.value(colon + 1, indent);
      this.path.pop();
    }
    this.node = node;
    if (this.indent > indent) throw new BeyondBlock();
    return object;
  }

  private sequence(): unknown[] {
    const { indent, node } = this;
    const list: unknown[] = [];
    const key = node === undefined ? listKey(this.path) : undefined;
    const starts: Start[] | undefined = key === undefined ? undefined : [];
    if (starts !== undefined) this.lists.set(key, starts);
    while (this.indent === indent && this.isDash()) {
      if (node !== undefined) {
        this.node = createPlace(node.at);
        node.parts.set(list.length, this.node);
      }
      this.path.push(list.length);
      list.push(this.item(indent, starts));
      this.path.pop();
      if (starts !== undefined) {
        this.items += 1;
        this.tell?.(this.at, this.items);
      }
    }
    this.node = node;
    if (this.indent > indent) throw new BeyondBlock();
    return list;
  }

  private item(indent: number, starts: Start[] | undefined): unknown {
    const dash = this.at;
    let at = dash + 1;
    while (this.text.charCodeAt(at) === 32) at += 1;
    const letter = this.text.charCodeAt(at);
    if (letter === 9) throw new BeyondBlock();
    if (letter === 35 || this.isBreak(at)) {
      this.closeLine(dash + 1);
      if (this.indent <= indent) {
        starts?.push({ at: dash, indent: -1, parent: indent });
        return null;
      }
    } else {
      this.indent += at - dash;
      this.at = at;
    }
    starts?.push({ at: this.at, indent: this.indent, parent: indent });
    if (this.node !== undefined) this.node.at = this.at;
    return this.itemNode(indent);
  }

  private itemNode(parent: number): unknown {
    return this.text.charCodeAt(this.at) === 124 ? this.scalar(parent) : this.block(parent);
  }

  /** The value behind "key:"; `indent` is the column of the key. */
  private value(from: number, indent: number): unknown {
    let at = from;
    while (this.text.charCodeAt(at) === 32) at += 1;
    const letter = this.text.charCodeAt(at);
    if (letter === 10 || letter === 35 || at >= this.text.length) {
      this.closeLine(from);
      const isList = this.indent === indent && this.isDash();
      if (this.indent <= indent && !isList) return null;
      return this.placed(this.at, this.block(indent));
    }
    this.at = at;
    return this.placed(at, this.scalar(indent));
  }

  /** A scalar's place is its own, a collection's that of its key. */
  private placed(at: number, value: unknown): unknown {
    if (this.node !== undefined && value !== null && typeof value !== 'object') this.node.at = at;
    return value;
  }

  private key(from: number, colon: number): string {
    const { text } = this;
    // Parsers refuse longer ones.
    if (colon - from > 1000) throw new BeyondBlock();
    const first = text.charCodeAt(from);
    if (first === 34) return this.own(readDoubleQuoted(text, from, 0).value);
    if (first === 39) return this.own(readSingleQuoted(text, from, 0).value);
    const written = text.slice(from, colon);
    const known = this.keys.get(written);
    if (known !== undefined) return known;
    if (!isPlainStart(text, from) || written.includes('\t')) throw new BeyondBlock();
    // A merge key.
    if (written === '<<') throw new BeyondBlock();
    const word = written.slice(0, endWithoutSpaces(written));
    const key = plainKey(word);
    if (key === undefined) throw new BeyondBlock();
    if (key !== word) {
      this.tellSurprise(word, from);
      return this.own(key);
    }
    this.keys.set(written, this.own(key));
    return key;
  }

  private own(key: string): string {
    if (key === '__proto__') throw new BeyondBlock();
    return key;
  }

  /** A scalar that begins on a line of its own. */
  private lone(parent: number): unknown {
    // A literal there would be indented as its text is.
    if (this.text.charCodeAt(this.at) === 124) throw new BeyondBlock();
    return this.scalar(parent);
  }

  private scalar(parent: number): unknown {
    const { text, at } = this;
    const letter = text.charCodeAt(at);
    if (letter === 34) return this.quoted(readDoubleQuoted(text, at, parent + 1));
    if (letter === 39) return this.quoted(readSingleQuoted(text, at, parent + 1));
    if (letter === 124) {
      const { value, end } = readLiteral(text, at, parent);
      this.toLine(end);
      return value;
    }
    if (letter === 123 || letter === 91) {
      if (text.charCodeAt(at + 1) !== letter + 2) throw new BeyondBlock();
      this.closeLine(at + 2);
      return letter === 91 ? [] : {};
    }
    return this.plain(parent);
  }

  private quoted({ value, end }: Quoted): string {
    this.closeLine(end);
    return value;
  }

  private plain(parent: number): unknown {
    const begin = this.at;
    const written = this.plainLine();
    if (this.indent > parent) {
      let whole = written;
      while (this.indent > parent) {
        if (this.gap) throw new BeyondBlock();
        whole += ` ${this.plainLine(true)}`;
      }
      return whole;
    }
    const value = resolvePlain(written);
    if (typeof value !== 'string' && isSurprising(written, value)) this.tellSurprise(written, begin);
    return value;
  }

  private tellSurprise(written: string, at: number): void {
    this.problems.push(surprisingScalar(written, placeOf(this.chunk, at)));
  }
}
