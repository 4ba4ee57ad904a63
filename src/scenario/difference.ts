import type { ScenarioDocument } from './document/document.ts';
import type { Patch } from './document/patch.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Pairs of items compared at most; beyond it a list is replaced as a whole. */
const MOST_PAIRS = 4_000_000;

/** What makes the document of a lesson, in a link, which has no texts; undefined: it is the lesson as it is. */
export function differenceFrom(lesson: ScenarioDocument, document: ScenarioDocument): Patch | undefined {
  return diff(contentOf(lesson), contentOf(document));
}

/** The document that a lesson becomes, as JSON for restoreScenario to check. Throws an Error when the difference is not one of it. */
export function applyDifference(lesson: ScenarioDocument, difference: unknown): unknown {
  return { ...(apply(contentOf(lesson), difference) as object), version: 1 };
}

function contentOf({ version: _version, lesson: _lesson, texts: _texts, ...content }: ScenarioDocument): Fields {
  return content;
}

/** undefined: they are equal. */
export function diff(from: unknown, to: unknown): Patch | undefined {
  if (same(from, to)) return undefined;
  const patch =
    isFields(from) && isFields(to)
      ? diffFields(from, to)
      : Array.isArray(from) && Array.isArray(to)
        ? diffLists(from, to)
        : undefined;
  const whole = [to] as const;
  return patch === undefined || JSON.stringify(patch).length > JSON.stringify(whole).length ? whole : patch;
}

export function apply(from: unknown, patch: unknown): unknown {
  if (Array.isArray(patch)) {
    if (patch.length !== 1) throw new Error('not a replacement');
    return patch[0] as unknown;
  }
  if (!isFields(patch)) throw new Error('not a difference');
  if (Array.isArray(from)) return applyToList(from, patch);
  if (!isFields(from)) throw new Error('there is nothing to change');
  const fields = new Map(Object.entries(from));
  for (const [name, change] of Object.entries(patch)) {
    if (Array.isArray(change) && change.length === 0) fields.delete(name);
    else fields.set(name, Array.isArray(change) ? apply(undefined, change) : apply(fields.get(name), change));
  }
  return Object.fromEntries(fields);
}

function diffFields(from: Fields, to: Fields): Patch {
  const patch: [string, Patch][] = [];
  for (const name of new Set([...Object.keys(from), ...Object.keys(to)])) {
    if (to[name] === undefined) {
      if (from[name] !== undefined) patch.push([name, []]);
    } else {
      const change = from[name] === undefined ? ([to[name]] as const) : diff(from[name], to[name]);
      if (change !== undefined) patch.push([name, change]);
    }
  }
  return Object.fromEntries(patch);
}

function diffLists(from: readonly unknown[], to: readonly unknown[]): Patch | undefined {
  const pairs = align(from, to);
  if (pairs === undefined) return undefined;
  const changed: [string, Patch][] = [];
  for (const [a, b] of pairs) {
    const change = diff(from[a], to[b]);
    if (change !== undefined) changed.push([`${a}`, change]);
  }
  const [kept, found] = [new Set(pairs.map(([a]) => a)), new Set(pairs.map(([, b]) => b))];
  const gone = from.flatMap((_, index) => (kept.has(index) ? [] : [index]));
  const added = to.flatMap((item, index) => (found.has(index) ? [] : [[index, item] as const]));
  return {
    ...Object.fromEntries(changed),
    ...(gone.length > 0 && { '-': gone }),
    ...(added.length > 0 && { '+': added }),
  };
}

function applyToList(from: readonly unknown[], patch: Fields): unknown[] {
  const { '-': gone = [], '+': added = [], ...changes } = patch;
  if (!Array.isArray(gone) || !Array.isArray(added)) throw new Error('not a difference of a list');
  const items = [...from];
  for (const [index, change] of Object.entries(changes)) {
    if (!/^\d{1,6}$/.test(index) || Number(index) >= items.length) throw new Error('there is no such item');
    items[Number(index)] = apply(items[Number(index)], change);
  }
  const without = new Set<unknown>(gone);
  const result = items.filter((_, index) => !without.has(index));
  for (const entry of added as readonly unknown[]) {
    if (!Array.isArray(entry) || typeof entry[0] !== 'number') throw new Error('not a place in a list');
    result.splice(entry[0], 0, entry[1]);
  }
  return result;
}

type Pair = readonly [from: number, to: number];

/**
 * Which items of two lists belong together, in order: those of one name, the most there can be; between them, one by one,
 * nameless ones. undefined: the lists are too long.
 */
function align(from: readonly unknown[], to: readonly unknown[]): readonly Pair[] | undefined {
  const [a, b] = [from.map(nameOf), to.map(nameOf)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const inner = longest(a.slice(start, a.length - end), b.slice(start, b.length - end));
  if (inner === undefined) return undefined;
  const anchors: Pair[] = [
    ...Array.from({ length: start }, (_, index): Pair => [index, index]),
    ...inner.map(([x, y]): Pair => [x + start, y + start]),
    ...Array.from({ length: end }, (_, index): Pair => [a.length - end + index, b.length - end + index]),
  ];
  const pairs: Pair[] = [];
  let [x, y] = [0, 0];
  for (const [nextX, nextY] of [...anchors, [a.length, b.length] as const]) {
    for (; x < nextX && y < nextY && isNameless(from[x]) && isNameless(to[y]); x += 1, y += 1) pairs.push([x, y]);
    if (nextX < a.length) pairs.push([nextX, nextY]);
    [x, y] = [nextX + 1, nextY + 1];
  }
  return pairs;
}

/** The longest common subsequence, as pairs of indices. */
function longest(a: readonly string[], b: readonly string[]): readonly Pair[] | undefined {
  if (a.length * b.length > MOST_PAIRS) return undefined;
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (x: number, y: number): number => lengths[x * width + y] ?? 0;
  for (let x = a.length - 1; x >= 0; x -= 1) {
    for (let y = b.length - 1; y >= 0; y -= 1) {
      lengths[x * width + y] = a[x] === b[y] ? at(x + 1, y + 1) + 1 : Math.max(at(x + 1, y), at(x, y + 1));
    }
  }
  const pairs: Pair[] = [];
  for (let x = 0, y = 0; x < a.length && y < b.length; ) {
    if (a[x] === b[y]) {
      pairs.push([x, y]);
      x += 1;
      y += 1;
    } else if (at(x + 1, y) >= at(x, y + 1)) x += 1;
    else y += 1;
  }
  return pairs;
}

function isNameless(item: unknown): boolean {
  return isFields(item) && isFields(item['metadata']) === false && typeof item['name'] !== 'string';
}

/** What an item is told from others by: an object's kind and name, a name, else all of it. */
function nameOf(item: unknown): string {
  if (isFields(item) && isFields(item['metadata'])) {
    const { namespace = '', name } = item['metadata'];
    return JSON.stringify([item['kind'], namespace, name]);
  }
  return JSON.stringify(isFields(item) && typeof item['name'] === 'string' ? ['', item['name']] : item);
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => same(item, b[index]));
  }
  if (!isFields(a) || !isFields(b)) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => same(a[name], b[name]));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
