// Whatever the page fetches later may be missing: every import() and every lazy component goes through the one mechanism that says so
// and offers to try again (src/ui/lazy-part.tsx, src/ui/fetch-part.ts).

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { parseSync } from 'vite';
import { root } from './install.mjs';

/** Calls that are ready for a part that is missing; an import() in their arguments, or handed to them by its name, is safe. */
const SAFE = ['lazyPart', 'fetchPart', 'withPart', 'withWords', 'fetchOrTell'];
const MECHANISM = ['lazy-part.tsx', 'fetch-part.ts'].map((name) => join('ui', name));
/**
 * Have no page to tell it on. What the worker cannot fetch fails the reading, and the page that started it says so; where what the
 * page starts with cannot be fetched, index.html does.
 */
const PAGELESS = [join('app', 'worker', 'manifests-worker.ts'), join('app', 'main.ts')];

/**
 * @typedef {{ readonly type: string, readonly [key: string]: unknown }} Node
 * @typedef {{ readonly file: string, readonly text: string, readonly safeNames: ReadonlySet<string> }} Source
 */

/**
 * @param {string} folder that holds the page's sources
 * @returns {readonly string[]} one line per part that is fetched past the mechanism, empty when all is well
 */
export function findUnguardedParts(folder) {
  return ['app', 'features', 'ui']
    .filter((part) => existsSync(join(folder, part)))
    .flatMap((part) =>
      readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' })
        .filter((path) => /(?<!\.d)\.tsx?$/.test(path))
        .map((path) => join(part, path)),
    )
    .filter((path) => !MECHANISM.includes(path) && !PAGELESS.includes(path))
    .flatMap((path) => findInFile(folder, path));
}

/**
 * @param {string} folder
 * @param {string} path
 */
function findInFile(folder, path) {
  const text = readFileSync(join(folder, path), 'utf8');
  if (!/\bimport\(|\blazy\b/.test(text)) return [];
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) return [`${path} cannot be parsed: ${errors[0]?.message}`];
  const tree = /** @type {Node} */ (/** @type {unknown} */ (program));
  /** @type {Set<string>} names that are handed to the mechanism */
  const safeNames = new Set();
  visit(tree, [], (node) => {
    if (isSafeCall(node))
      for (const each of list(node['arguments'])) if (each.type === 'Identifier') safeNames.add(String(each['name']));
  });
  /** @type {string[]} */
  const found = [];
  const name = path.split(sep).join('/');
  /** @param {Node} node */
  const line = (node) => text.slice(0, Number(node['start'])).split('\n').length;
  visit(tree, [], (node, above) => {
    const isLazy = node.type === 'ImportSpecifier' && nameOf(node['imported']) === 'lazy';
    const isMemberLazy =
      node.type === 'MemberExpression' && nameOf(node['property']) === 'lazy' && nameOf(node['object']) === 'React';
    if (isLazy || isMemberLazy) found.push(`${name}:${line(node)} uses lazy: use lazyPart`);
    if (node.type !== 'ImportExpression' || above.some(isSafeCall)) return;
    const named = above.some((each) => each.type === 'VariableDeclarator' && safeNames.has(nameOf(each['id'])));
    if (!named) found.push(`${name}:${line(node)} imports past lazyPart, fetchPart and withPart`);
  });
  return found;
}

/**
 * @param {unknown} value
 * @param {readonly Node[]} above
 * @param {(node: Node, above: readonly Node[]) => void} look
 */
function visit(value, above, look) {
  if (Array.isArray(value)) for (const each of value) visit(each, above, look);
  else if (isNode(value)) {
    look(value, above);
    for (const each of Object.values(value)) visit(each, [...above, value], look);
  }
}

/** @param {Node} node */
function isSafeCall(node) {
  return node.type === 'CallExpression' && SAFE.includes(nameOf(node['callee']));
}

/** @param {unknown} node */
function nameOf(node) {
  return isNode(node) && node.type === 'Identifier' ? String(node['name']) : '';
}

/**
 * @param {unknown} value
 * @returns {readonly Node[]}
 */
function list(value) {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/**
 * @param {unknown} value
 * @returns {value is Node}
 */
function isNode(value) {
  return typeof value === 'object' && value !== null && typeof (/** @type {Node} */ (value).type) === 'string';
}

if (import.meta.filename === process.argv[1]) {
  const { positionals } = parseArgs({ allowPositionals: true });
  const folder = resolve(positionals[0] ?? join(root, 'src'));
  const found = findUnguardedParts(folder);
  for (const each of found) console.error(`${relative(process.cwd(), folder)}/${each}`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
