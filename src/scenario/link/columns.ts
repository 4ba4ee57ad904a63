import { ShapeReader, type Template } from './shape.ts';
import { escapeCell, flatten, unescapeCell } from './flatten.ts';

/** Rows and values a text may unfold to, against texts made to exhaust the reader. */
const ROW_BOUND = 200_000;
const VALUE_BOUND = 2_000_000;
/** Code of a cell that shares nothing with the one above it; the next ones share 1, 2, 3 … characters. */
const NO_SHARED = 'A'.charCodeAt(0);
const SHARED_BOUND = 25;

/**
 * Writes JSON values (at least one) as a table for each shape they have: the shapes once, then the values column by column, each cell
 * telling only what differs from the one above it. Text made so deflates to about half of what its JSON does.
 */
export function formatColumns(rows: readonly unknown[]): string {
  const shapes = new Map<string, { readonly id: number; readonly rows: (readonly string[])[] }>();
  const order: number[] = [];
  for (const row of rows) {
    const { shape, cells } = flatten(row);
    let group = shapes.get(shape);
    if (group === undefined) shapes.set(shape, (group = { id: shapes.size, rows: [] }));
    group.rows.push(cells);
    order.push(group.id);
  }
  const columns = [...shapes.values()].map((group) => formatGroup(group.rows)).join('');
  return `${[...shapes.keys()].join('\n')}\n\n${formatOrder(order)}\n${columns}`;
}

/** Reads what formatColumns wrote; throws an Error on anything else. */
export function parseColumns(text: string): readonly unknown[] {
  const shapesEnd = text.indexOf('\n\n');
  const orderEnd = text.indexOf('\n', shapesEnd + 2);
  if (shapesEnd < 0 || orderEnd < 0) throw new Error('no tables');
  const templates = text
    .slice(0, shapesEnd)
    .split('\n')
    .map((shape) => new ShapeReader(shape).read());
  const order = parseOrder(text.slice(shapesEnd + 2, orderEnd));
  const counts = templates.map(() => 0);
  for (const id of order) {
    if (counts[id] === undefined) throw new Error('no such shape');
    counts[id] += 1;
  }
  const values = templates.reduce((sum, template, id) => sum + template.values * (counts[id] ?? 0), 0);
  if (values > VALUE_BOUND) throw new Error('too many values');
  const reader = new CellReader(text, orderEnd + 1);
  const tables = templates.map((template, id) => readGroup(template, counts[id] ?? 0, reader));
  if (!reader.atEnd()) throw new Error('more cells than columns');
  return order.map((id) => tables[id]?.next().value as unknown);
}

/** Runs of one shape. A shape that appears for the first time needs no number. */
function formatOrder(order: readonly number[]): string {
  const runs: string[] = [];
  let known = 0;
  for (let at = 0; at < order.length; ) {
    const id = order[at] ?? 0;
    let end = at;
    while (order[end] === id) end += 1;
    const count = end - at === 1 ? '' : `${end - at}`;
    runs.push(id === known ? count : `${count}:${id}`);
    if (id === known) known += 1;
    at = end;
  }
  return runs.join(',');
}

function parseOrder(text: string): readonly number[] {
  const order: number[] = [];
  let known = 0;
  for (const run of text.split(',')) {
    const match = /^(\d{0,7})(?::(\d{1,7}))?$/.exec(run);
    if (match === null) throw new Error('not an order');
    const id = match[2] === undefined ? known : Number(match[2]);
    if (match[2] === undefined) known += 1;
    const count = match[1] === '' ? 1 : Number(match[1]);
    if (order.length + count > ROW_BOUND) throw new Error('too many rows');
    for (let n = 0; n < count; n += 1) order.push(id);
  }
  return order;
}

function formatGroup(rows: readonly (readonly string[])[]): string {
  let text = '';
  const width = rows[0]?.length ?? 0;
  for (let column = 0; column < width; column += 1) {
    let above: string | undefined;
    for (const row of rows) {
      const cell = escapeCell(row[column] ?? '');
      text += above === undefined ? `${cell}\n` : formatCell(cell, above);
      above = cell;
    }
  }
  return text;
}

function formatCell(cell: string, above: string): string {
  if (cell === above) return '=';
  let shared = 0;
  while (shared < SHARED_BOUND && shared < cell.length && cell[shared] === above[shared]) shared += 1;
  return `${String.fromCharCode(NO_SHARED + shared)}${cell.slice(shared)}\n`;
}

class CellReader {
  private readonly text: string;
  private at: number;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  read(above: string | undefined): string {
    let prefix = '';
    if (above !== undefined) {
      const code = this.text.charCodeAt(this.at);
      this.at += 1;
      if (code === '='.charCodeAt(0)) return above;
      const shared = code - NO_SHARED;
      if (!(shared >= 0 && shared <= SHARED_BOUND)) throw new Error('not a cell');
      prefix = above.slice(0, shared);
    }
    const end = this.text.indexOf('\n', this.at);
    if (end < 0) throw new Error('a cell is cut off');
    const rest = this.text.slice(this.at, end);
    this.at = end + 1;
    return prefix + rest;
  }

  atEnd(): boolean {
    return this.at === this.text.length;
  }
}

function readGroup(template: Template, count: number, reader: CellReader): Iterator<unknown> {
  const columns: string[][] = [];
  for (let column = 0; column < template.cells && count > 0; column += 1) {
    const cells: string[] = [];
    for (let row = 0; row < count; row += 1) cells.push(reader.read(cells.at(-1)));
    columns.push(cells.map(unescapeCell));
  }
  return Array.from({ length: count }, (_, row) =>
    template.fill(columns.map((column) => column[row] ?? '').values()),
  ).values();
}
