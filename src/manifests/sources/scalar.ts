/**
 * What a scalar without quotes is for kubectl: YAML 1.1 as sigs.k8s.io/yaml reads it. `yes`, `on`, `n` and their like are
 * booleans, `010` is 8, `1_000` is 1000; a time stays a string. Source: sigs.k8s.io/yaml goyaml.v2/resolve.go.
 */
export function resolvePlain(text: string): string | number | boolean | null {
  const first = text.charCodeAt(0);
  // Letters other than those that begin a word of the table, which is most text there is.
  if (first > 122 ? first !== 126 : first > 57 && !BEGINS_A_WORD.has(first)) return text;
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (first === 46) return FLOAT.test(text) ? finite(Number(text), text) : text;
  const isNumber = (first >= 48 && first <= 57) || first === 43 || first === 45;
  return isNumber ? resolveNumber(text) : text;
}

/** The number a text that starts with a digit or sign stands for; the text itself when it is none. */
function resolveNumber(text: string): string | number {
  if (SMALL_NUMBER.test(text)) return Number(text);
  if (!NUMERIC.test(text) || /^\d{4}-/.test(text)) return text;
  const plain = text.replaceAll('_', '');
  const [, sign = '', prefix = '', digits = ''] = INTEGER.exec(plain) ?? [];
  const base = BASES[prefix.toLowerCase()];
  if (base !== undefined && DIGITS[base]?.test(digits) === true) {
    const value = base === 10 ? Number(digits) : parseInt(digits, base);
    return sign === '-' && value !== 0 ? -value : value;
  }
  return FLOAT.test(plain) ? finite(Number(plain), text) : text;
}

/** Beyond what a double holds, Go's parser fails and the text stays. */
function finite(value: number, text: string): string | number {
  return Number.isFinite(value) ? value : text;
}

/** Exact in a double, and the same in every version of YAML. */
const SMALL_NUMBER = /^(?:0|[1-9]\d{0,14})$/;
const NUMERIC = /^[-+]?[\dA-Fa-f_.xXoO+-]+$/;
const INTEGER = /^([-+]?)(0[xX]|0[oO]|0[bB]|0(?=\d)|)(\w+)$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const BASES: Readonly<Record<string, 2 | 8 | 10 | 16>> = { '': 10, '0': 8, '0b': 2, '0o': 8, '0x': 16 };
const DIGITS: Readonly<Record<number, RegExp>> = { 2: /^[01]+$/, 8: /^[0-7]+$/, 10: /^\d+$/, 16: /^[\da-fA-F]+$/ };

/** Words YAML 1.2 reads as text and YAML 1.1 as booleans. */
const OLD_WORDS: readonly (readonly [string, boolean])[] = [
  ['y', true],
  ['yes', true],
  ['on', true],
  ['n', false],
  ['no', false],
  ['off', false],
];

const spellings = (word: string): readonly string[] => [
  word,
  word.charAt(0).toUpperCase() + word.slice(1),
  word.toUpperCase(),
];

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...OLD_WORDS.flatMap(([word, value]) => spellings(word).map((spelling) => [spelling, value] as const)),
  ...spellings('true').map((spelling) => [spelling, true] as const),
  ...spellings('false').map((spelling) => [spelling, false] as const),
  ...['', '~', ...spellings('null')].map((spelling) => [spelling, null] as const),
]);

const BEGINS_A_WORD: ReadonlySet<number> = new Set('yYnNtTfFoO'.split('').map((letter) => letter.charCodeAt(0)));

/**
 * Whether a scalar without quotes is something else for kubectl than for a reader of YAML 1.2, or than it looks: a word that
 * is a boolean, a number with a leading zero or underscores.
 */
export function isSurprising(text: string, value: string | number | boolean | null): boolean {
  if (typeof value === 'boolean') return !/^(?:true|false)$/i.test(text);
  return typeof value === 'number' && (/^[-+]?0[\d_]/.test(text) || text.includes('_'));
}

/** The name that a key without quotes has for kubectl: `on:` is "true", `010:` is "8". undefined: no key it takes. */
export function plainKey(text: string): string | undefined {
  const value = resolvePlain(text);
  return value === null ? undefined : String(value);
}
