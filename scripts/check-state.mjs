// The engine is a value, and so is all that is pure: the same input gives the same answer, whatever was imported or asked before. So a
// module keeps nothing that changes. What it remembers of objects is in a WeakMap, of texts behind `remember` (src/engine/net/remember.ts).

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { parseSync } from 'vite';
import { root } from './install.mjs';

const PURE = ['engine', 'narration', 'manifests', 'scenario'];
const COLLECTIONS = ['Map', 'Set', 'Array'];
const WRITING =
  /^(set|add|delete|clear|push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|assign|defineProperty)$/;

/** @typedef {{ readonly type: string, readonly [key: string]: unknown }} Node */

/**
 * @param {string} folder that holds the sources
 * @returns {readonly string[]} one line per variable of a module that changes, empty when all is well
 */
export function findModuleState(folder) {
  return PURE.filter((part) => existsSync(join(folder, part)))
    .flatMap((part) =>
      readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' })
        .filter((path) => /(?<!\.d)\.tsx?$/.test(path))
        .map((path) => join(part, path)),
    )
    .flatMap((path) => findInFile(folder, path));
}

/**
 * @param {string} folder
 * @param {string} path
 */
function findInFile(folder, path) {
  const text = readFileSync(join(folder, path), 'utf8');
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) return [`${path} cannot be parsed: ${errors[0]?.message}`];
  const tree = /** @type {Node} */ (/** @type {unknown} */ (program));
  const name = path.split(sep).join('/');
  /** @param {Node} node */
  const line = (node) => text.slice(0, Number(node['start'])).split('\n').length;
  /** @type {string[]} */
  const found = [];
  /** @type {Set<string>} what is made once for all, here or in another module */
  const shared = new Set();
  for (const statement of list(tree['body'])) {
    if (statement.type === 'ImportDeclaration')
      for (const each of list(statement['specifiers'])) shared.add(nameOf(each['local']));
    const inner = statement.type === 'ExportNamedDeclaration' ? statement['declaration'] : statement;
    if (!isNode(inner) || inner.type !== 'VariableDeclaration') continue;
    for (const each of list(inner['declarations'])) {
      if (inner['kind'] !== 'const')
        found.push(`${name}:${line(each)} ${nameOf(each['id'])} can be given another value`);
      else if (isCollection(each['init'])) shared.add(nameOf(each['id']));
    }
  }
  visit(tree, (node) => {
    const target = writtenBy(node);
    if (target !== '' && shared.has(target)) found.push(`${name}:${line(node)} ${target} is changed`);
  });
  return found;
}

/** @param {unknown} node */
function isCollection(node) {
  const value = withoutType(node);
  if (value?.type === 'NewExpression') return COLLECTIONS.includes(nameOf(value['callee']));
  return value?.type === 'ArrayExpression' || value?.type === 'ObjectExpression';
}

/**
 * @param {Node} node
 * @returns {string} the variable whose contents it changes; "" for none
 */
function writtenBy(node) {
  if (node.type === 'AssignmentExpression') return holderOf(node['left']);
  if (node.type === 'UpdateExpression') return holderOf(node['argument']);
  if (node.type === 'UnaryExpression' && node['operator'] === 'delete') return holderOf(node['argument']);
  const callee = node.type === 'CallExpression' ? withoutType(node['callee']) : undefined;
  if (callee?.type !== 'MemberExpression' || !WRITING.test(nameOf(callee['property']))) return '';
  const of = nameOf(withoutType(callee['object']));
  return of === 'Object' || of === 'Reflect' ? nameOf(withoutType(list(node['arguments'])[0])) : of;
}

/**
 * @param {unknown} node `a.b.c`
 * @returns {string} `a`
 */
function holderOf(node) {
  let at = withoutType(node);
  if (at?.type !== 'MemberExpression') return '';
  while (at?.type === 'MemberExpression') at = withoutType(at['object']);
  return nameOf(at);
}

/**
 * @param {unknown} node
 * @returns {Node | undefined} it without `as`, `satisfies` and `!`
 */
function withoutType(node) {
  let at = isNode(node) ? node : undefined;
  while (at !== undefined && /^TS(As|Satisfies|NonNull)Expression$/.test(at.type)) {
    const inner = at['expression'];
    at = isNode(inner) ? inner : undefined;
  }
  return at;
}

/**
 * @param {unknown} value
 * @param {(node: Node) => void} look
 */
function visit(value, look) {
  if (Array.isArray(value)) for (const each of value) visit(each, look);
  else if (isNode(value)) {
    look(value);
    for (const each of Object.values(value)) visit(each, look);
  }
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
  const found = findModuleState(folder);
  for (const each of found) console.error(`${relative(process.cwd(), folder)}/${each}`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
