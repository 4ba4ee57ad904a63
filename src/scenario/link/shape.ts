/** A shape that can be filled with cells. */
export interface Template {
  /** Cells one row takes. */
  readonly cells: number;
  /** Values one row makes, nested ones included. */
  readonly values: number;
  readonly fill: (cells: Iterator<string>) => unknown;
}

const DEPTH_BOUND = 60;

function leaf(cells: number, fill: Template['fill']): Template {
  return { cells, values: 1, fill };
}

const LEAVES: Readonly<Record<string, Template>> = {
  $: leaf(1, nextCell),
  '#': leaf(1, (cells) => finite(Number(nextCell(cells)))),
  '%': leaf(1, (cells) => parseStringMap(nextCell(cells))),
  '!': leaf(0, () => true),
  '?': leaf(0, () => false),
  '~': leaf(0, () => null),
};

/** Reads the shape that `flatten` wrote; throws an Error on anything else. */
export class ShapeReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  read(): Template {
    const template = this.value(0);
    if (this.at !== this.text.length) throw new Error('not a shape');
    return template;
  }

  private value(depth: number): Template {
    if (depth > DEPTH_BOUND) throw new Error('nested too deeply');
    const mark = this.text.charAt(this.at);
    this.at += 1;
    if (mark === '{') return this.mapping(depth);
    if (mark === '[') return this.list(depth);
    if (mark === '"') {
      const text = this.word();
      if (this.text.charAt(this.at) !== '"') throw new Error('not a shape');
      this.at += 1;
      return leaf(0, () => text);
    }
    const found = Object.hasOwn(LEAVES, mark) ? LEAVES[mark] : undefined;
    if (found === undefined) throw new Error('not a shape');
    return found;
  }

  private mapping(depth: number): Template {
    const fields: (readonly [string, Template])[] = [];
    while (!this.closes('}')) fields.push([this.word(), this.value(depth + 1)]);
    return group(
      fields.map(([, template]) => template),
      (cells) => Object.fromEntries(fields.map(([name, template]) => [name, template.fill(cells)])),
    );
  }

  private list(depth: number): Template {
    const items: Template[] = [];
    while (!this.closes(']')) items.push(this.value(depth + 1));
    return group(items, (cells) => items.map((item) => item.fill(cells)));
  }

  private closes(mark: string): boolean {
    if (this.at >= this.text.length) throw new Error('not a shape');
    if (this.text.charAt(this.at) !== mark) return false;
    this.at += 1;
    return true;
  }

  /** Up to the next mark that is not escaped. */
  private word(): string {
    let word = '';
    for (; this.at < this.text.length; this.at += 1) {
      const character = this.text.charAt(this.at);
      if (character === '\\') {
        this.at += 1;
        word += this.text.charAt(this.at) === 'n' ? '\n' : this.text.charAt(this.at);
      } else if ('$#%!?~"{}[]'.includes(character)) break;
      else word += character;
    }
    return word;
  }
}

function group(parts: readonly Template[], fill: Template['fill']): Template {
  const sum = (of: 'cells' | 'values'): number => parts.reduce((total, part) => total + part[of], 0);
  return { cells: sum('cells'), values: sum('values') + 1, fill };
}

function nextCell(cells: Iterator<string>): string {
  const { value, done } = cells.next();
  if (done === true) throw new Error('a cell is missing');
  return value;
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new Error('not a number');
  return value;
}

function parseStringMap(text: string): Readonly<Record<string, string>> {
  if (text === '') return {};
  const entries: [string, string][] = [];
  let parts = [''];
  for (let at = 0; at <= text.length; at += 1) {
    const character = text.charAt(at);
    if (at === text.length || character === ',') {
      const [name = '', value] = parts;
      if (value === undefined || parts.length > 2) throw new Error('not a map');
      entries.push([name, value]);
      parts = [''];
    } else if (character === '=') parts.push('');
    else {
      if (character === '\\') at += 1;
      parts.push((parts.pop() ?? '') + text.charAt(at));
    }
  }
  return Object.fromEntries(entries);
}
