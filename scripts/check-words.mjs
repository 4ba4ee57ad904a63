// The engine returns facts; every sentence that a person reads stands in src/narration/LANGUAGE. So no text in the engine is one.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { parseSync } from 'vite';
import { root } from './install.mjs';

/** Three words in a row, `%` for what a template puts in, and one of them such as only sentences have. */
const WORDS = /(?<![\w%-])(?:[A-Za-z]+(?:['’][a-z]+)?|%)(?:[,:;]? (?:[A-Za-z]+(?:['’][a-z]+)?|%))+/g;
const OF_SENTENCES =
  /\b(?:a|an|and|are|as|at|be|but|by|for|from|has|have|in|is|it|its|no|not|nobody|none|nothing|of|on|or|so|that|the|there|they|this|to|which|with)\b/;
const FEWEST_WORDS = 3;

/** Where text is a program's: what tools print and read, and the comments of rules. */
const PROGRAM_TEXT = [
  'engine/linux/print/',
  'engine/dataplane/lab/',
  'engine/dataplane/proxy/',
  'engine/dataplane/cni/',
  'engine/dataplane/policy/input-chain.ts',
  'engine/dataplane/policy/pod-chain.ts',
  'engine/dataplane/policy/policy-chain.ts',
];

/** What a system says: strerror(EADDRINUSE). */
const SAID_BY_SYSTEMS = ['address already in use'];

/** Whose words still have to move: reasons of containers, and names of the fields that a link leaves out. */
const TO_DO = [
  'engine/kubernetes/pods/containers.ts',
  'engine/kubernetes/fields/',
  'engine/kubernetes/projection/',
  'engine/kubernetes/kinds/',
];

/** @typedef {{ readonly type: string, readonly [key: string]: unknown }} Node */

/**
 * @param {string} folder that holds the sources
 * @returns {readonly string[]} one line per text that is a sentence, empty when all is well
 */
export function findSentences(folder) {
  const engine = join(folder, 'engine');
  if (!existsSync(engine)) return [];
  return readdirSync(engine, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.d)\.ts$/.test(path))
    .map((path) => join('engine', path).split(sep).join('/'))
    .filter((path) => ![...PROGRAM_TEXT, ...TO_DO].some((each) => path.startsWith(each)))
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
  /** @type {string[]} */
  const found = [];
  visit(program, (node) => {
    const words = wordsOf(node);
    if (!isSentence(words) || SAID_BY_SYSTEMS.includes(words)) return;
    const line = text.slice(0, Number(node['start'])).split('\n').length;
    found.push(`${path}:${line} says "${words}"`);
  });
  return found;
}

/** @param {string} text */
function isSentence(text) {
  return [...text.matchAll(WORDS)].some(
    ([row]) => row.split(' ').length >= FEWEST_WORDS && OF_SENTENCES.test(row) && /[a-z] [a-z%]/.test(row),
  );
}

/**
 * @param {Node} node
 * @returns {string} the text of a literal; "" for everything else
 */
function wordsOf(node) {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : '';
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node['quasis'])) return '';
  return node['quasis'].map(({ value }) => value.cooked ?? '').join('%');
}

/**
 * @param {unknown} value
 * @param {(node: Node) => void} look
 */
function visit(value, look) {
  if (Array.isArray(value)) for (const each of value) visit(each, look);
  else if (isNode(value)) {
    // What is thrown is told to who programs, not to who reads.
    if (value.type === 'ThrowStatement' || value.type === 'ImportDeclaration') return;
    look(value);
    for (const each of Object.values(value)) visit(each, look);
  }
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
  const found = findSentences(folder);
  for (const each of found) console.error(`${relative(process.cwd(), folder)}/${each}`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
