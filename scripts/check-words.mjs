// The engine and the reader of manifests return facts, the page draws; every word that a person reads stands in src/narration/LANGUAGE. So
// no text in the engine or of the reader is a sentence, none of the page or the command line is said by these, and what the page says is no fact that is kept.

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

/** How the command line is called, told where its options are declared. */
const USAGE = ['call', 'completion', 'help', 'options'].map((name) => `cli/terminal/${name}.ts`);

/** Where words stand that nobody says: browsers have kept them, and they are recognised. */
const RECOGNISED = ['app/boards/storage/kept-sentences.ts'];

/** What a system says: strerror(EADDRINUSE). */
const SAID_BY_SYSTEMS = ['address already in use'];

/** @typedef {{ readonly type: string, readonly [key: string]: unknown }} Node */

/** What is read of an element, or said of it: a word there is a word of the page. */
const SAID = [
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'detail',
  'hint',
  'label',
  'placeholder',
  'text',
  'title',
  'why',
];

/** What the page calls as others call it: fields of the API, files and commands of a host, names of what is modelled, keys. */
const NAMES_OF_OTHERS = [
  [
    'NodePort',
    'Service %',
    'Ingress %',
    'Gateway %',
    'packetwalk',
    'HTTP %',
    'Ingress',
    'Node',
    'Pod',
    'Pod %',
    'Service',
    'Service %/%',
    'kube-proxy',
    'pause',
  ],
  ['ExternalIP', 'InternalIP', 'host', 'init', 'port', 'protocol', 'replicas', 'selector', 'type'],
  ['packetwalk %', 'participant % as %', 'Note over p0: %', 'Note over %: %'],
  ['%-%[External]', 'IPv4', 'IPv6', 'TLS', 'YAML', 'resolv.conf'],
].flat();

/** The API’s fields are told by their capitals: "clusterIP". */
const FIELD = /^[a-z]+(?:[A-Z]+[a-z]*)+$/;

/**
 * @param {string} folder that holds the sources
 * @returns {readonly string[]} one line per text that is a sentence, empty when all is well
 */
export function findSentences(folder) {
  const facts = ['engine', 'manifests']
    .flatMap((part) => sourcesIn(folder, part))
    .filter((path) => !PROGRAM_TEXT.some((each) => path.startsWith(each)));
  const page = ['app', 'cli', 'features', 'scenario', 'simulation', 'ui']
    .flatMap((part) => sourcesIn(folder, part))
    .filter((path) => !RECOGNISED.includes(path) && !USAGE.includes(path));
  return [
    ...facts.flatMap((path) => findInFile(folder, path, isSentence)),
    ...page.flatMap((path) => [...findInFile(folder, path, isSaid), ...findKept(folder, path)]),
    ...sheetsIn(folder).flatMap((path) =>
      BY_NAME.test(readFileSync(join(folder, path), 'utf8')) ? [`${path} finds by a name`] : [],
    ),
  ];
}

/**
 * @param {string} folder
 * @param {string} part
 */
function sourcesIn(folder, part) {
  if (!existsSync(join(folder, part))) return [];
  return readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.d)\.tsx?$/.test(path))
    .map((path) => join(part, path).split(sep).join('/'));
}

/** @param {string} folder */
function sheetsIn(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.css'))
    .map((path) => path.split(sep).join('/'));
}

/**
 * @param {string} folder
 * @param {string} path
 * @param {(words: string, above: readonly Node[]) => boolean} isWrong
 */
function findInFile(folder, path, isWrong) {
  const text = readFileSync(join(folder, path), 'utf8');
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) return [`${path} cannot be parsed: ${errors[0]?.message}`];
  /** @type {string[]} */
  const found = [];
  visit(program, [], (node, above) => {
    const words = wordsOf(node).replace(/\s+/g, ' ').trim();
    if (!isWrong(words, above) || SAID_BY_SYSTEMS.includes(words)) return;
    const line = text.slice(0, Number(node['start'])).split('\n').length;
    found.push(`${path}:${line} says "${words}"`);
  });
  return found;
}

/** What the words of a language go by, and who puts something into words: `words.move.pod`, `narrator.fix(…)`, `sayEdit(…)`. */
const WORDS_OF = /^(?:words|said|narrator|useWords|say(?:[A-Z]\w*)?)$/;

/**
 * Words among the facts of a code, or in place of one where a document is edited: browsers would keep them, in the language of that day.
 *
 * @param {string} folder
 * @param {string} path
 */
function findKept(folder, path) {
  const text = readFileSync(join(folder, path), 'utf8');
  /** @type {string[]} */
  const found = [];
  visit(parseSync(path, text).program, [], (node, above) => {
    if (node.type !== 'Identifier' || !WORDS_OF.test(nameOf(node)) || !isKept(node, above)) return;
    const line = text.slice(0, Number(node['start'])).split('\n').length;
    found.push(`${path}:${line} keeps ${nameOf(node)}`);
  });
  return found;
}

/**
 * @param {Node} node an identifier
 * @param {readonly Node[]} above from the nearest
 */
function isKept(node, above) {
  const [nearest] = above;
  const isName = nearest?.type === 'Property' && nearest['value'] !== node;
  if (isName || (nearest?.type === 'MemberExpression' && nearest['property'] === node && !nearest['computed']))
    return false;
  const inside = [node, ...above];
  return above.some((each, at) => {
    if (each.type === 'CallExpression')
      return isEdit(each['callee']) && Array.isArray(each['arguments']) && each['arguments'][0] === inside[at];
    const holder = above[at + 1];
    return each.type === 'Property' && nameOf(each['key']) === 'detail' && holder !== undefined && hasCode(holder);
  });
}

/** @param {unknown} callee */
function isEdit(callee) {
  return isNode(callee) && (nameOf(callee) === 'edit' || nameOf(callee['property']) === 'edit');
}

/** @param {Node} object */
function hasCode({ properties }) {
  return Array.isArray(properties) && properties.some((each) => nameOf(each.key) === 'code');
}

/** @param {string} text */
function isSentence(text) {
  return [...text.matchAll(WORDS)].some(
    ([row]) => row.split(' ').length >= FEWEST_WORDS && OF_SENTENCES.test(row) && /[a-z] [a-z%]/.test(row),
  );
}

/** What begins like a sentence or a button: "Copy link". */
const BEGINS = /^[A-Z][a-z]+ (?:[a-z]|%)/;

/** What is found by what it is called is not found in another language. */
const BY_NAME = /\[aria-label[$*^|~]?=["']?\w/;

/**
 * A sentence anywhere; where something is read, any word.
 *
 * @param {string} words
 * @param {readonly Node[]} above from the nearest
 */
function isSaid(words, above) {
  if (BY_NAME.test(words)) return true;
  if (!/[A-Za-z]{2}/.test(words.replaceAll('%', '')) || NAMES_OF_OTHERS.includes(words)) return false;
  if (FIELD.test(words)) return false;
  if (above.some((node) => node.type === 'JSXAttribute' && /^(?:class|style)/.test(nameOf(node['name'])))) return false;
  return isRead(above) || isSentence(words) || BEGINS.test(words);
}

/**
 * True for what stands between tags, and for what is handed to something that is read, whatever chooses between it and other text.
 *
 * @param {readonly Node[]} above from the nearest
 */
function isRead(above) {
  const [nearest] = above.filter(({ type }) => !CHOOSING.includes(type));
  if (nearest === undefined) return false;
  if (nearest.type === 'JSXElement' || nearest.type === 'JSXFragment') return true;
  return (
    (nearest.type === 'JSXAttribute' && SAID.includes(nameOf(nearest['name']))) ||
    (nearest.type === 'Property' && SAID.includes(nameOf(nearest['key'])))
  );
}

const CHOOSING = ['ConditionalExpression', 'LogicalExpression', 'JSXExpressionContainer', 'TemplateLiteral'];

/** @param {unknown} node */
function nameOf(node) {
  return isNode(node) && typeof node['name'] === 'string' ? node['name'] : '';
}

/**
 * @param {Node} node
 * @returns {string} the text of a literal or between tags; "" for everything else
 */
function wordsOf(node) {
  if (node.type === 'JSXText' || node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : '';
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node['quasis'])) return '';
  return node['quasis'].map(({ value }) => value.cooked ?? '').join('%');
}

/**
 * @param {unknown} value
 * @param {readonly Node[]} above
 * @param {(node: Node, above: readonly Node[]) => void} look
 */
function visit(value, above, look) {
  if (Array.isArray(value)) for (const each of value) visit(each, above, look);
  else if (isNode(value)) {
    if (isUnread(value)) return;
    look(value, above);
    const around = [value, ...above];
    for (const [key, each] of Object.entries(value)) if (!isTested(value, key)) visit(each, around, look);
  }
}

/** @param {Node} node */
function isUnread(node) {
  if (node.type === 'NewExpression') return UNREAD_ERRORS.includes(nameOf(node['callee']));
  const thrown = node['argument'];
  if (node.type === 'ThrowStatement') return !(isNode(thrown) && nameOf(thrown['callee']) === 'InputError');
  return NOT_READ.includes(node.type);
}

/** What is thrown is told to who programs, or to who calls a command wrongly; what is wrong with an input is told to who reads. */
const UNREAD_ERRORS = ['Error', 'CallError'];

const NOT_READ = ['ImportDeclaration', 'ImportExpression', 'TSLiteralType', 'TSTemplateLiteralType'];

/**
 * What something is compared with is a code.
 *
 * @param {Node} node
 * @param {string} key
 */
function isTested(node, key) {
  return node.type === 'BinaryExpression' || (node.type === 'ConditionalExpression' && key === 'test');
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
