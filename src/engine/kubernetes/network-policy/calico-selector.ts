import type { Labels } from '../model/specs.ts';

/**
 * What an expression asks of labels. // Calico v3.32 libcalico-go/lib/selector: all() global() has(k) k == 'v' k != 'v' k in {'a', 'b'}
 * k not in {…} k contains 's' k starts with 's' k ends with 's'; && || ! and parentheses
 */
export type Expression =
  | { readonly is: 'all' }
  | { readonly is: 'global' }
  | { readonly is: 'has'; readonly key: string }
  | { readonly is: Comparison; readonly key: string; readonly value: string }
  | { readonly is: 'in'; readonly key: string; readonly values: readonly string[] }
  | { readonly is: 'not'; readonly of: Expression }
  | { readonly is: 'and' | 'or'; readonly of: readonly Expression[] };

const COMPARISONS = ['==', 'contains', 'starts with', 'ends with'] as const;
type Comparison = (typeof COMPARISONS)[number];

/** An expression with what was written. */
export interface CalicoSelector {
  readonly text: string;
  readonly asks: Expression;
}

const KEY = '[a-zA-Z0-9_./-]{1,512}';
const TOKEN = new RegExp(
  `[ \\t]*(?:(&&|\\|\\||==|!=|[!(){},])|"([^"]*)"|'([^']*)'|(has|all|global)\\([ \\t]*(?:(${KEY})[ \\t]*)?\\)|(${KEY}))`,
  'y',
);
const OPERATOR = /[ \t]*(==|!=|contains|starts[ \t]*with|ends[ \t]*with|not[ \t]*in|in)/y;

/** Selectors deeper than this are not read. */
const DEPTH = 50;

class UnreadableError extends Error {}

interface Token {
  readonly symbol?: string;
  readonly literal?: string;
  readonly called?: string;
  readonly key?: string;
}

class Parser {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text.replace(/[ \t]+$/, '');
  }

  get isDone(): boolean {
    return this.#at >= this.#text.length;
  }

  whole(): Expression {
    const found = this.#either();
    if (!this.isDone) throw new UnreadableError();
    return found;
  }

  #either(): Expression {
    const of = [this.#both()];
    while (this.#takes('||')) of.push(this.#both());
    return of.length === 1 ? (of[0] as Expression) : { is: 'or', of };
  }

  #both(): Expression {
    const of = [this.#one()];
    while (this.#takes('&&')) of.push(this.#one());
    return of.length === 1 ? (of[0] as Expression) : { is: 'and', of };
  }

  #one(): Expression {
    this.#depth += 1;
    if (this.#depth > DEPTH) throw new UnreadableError();
    const found = this.#single();
    this.#depth -= 1;
    return found;
  }

  #single(): Expression {
    const { symbol, called, key } = this.#next();
    if (symbol === '!') return { is: 'not', of: this.#one() };
    if (symbol === '(') {
      const found = this.#either();
      if (!this.#takes(')')) throw new UnreadableError();
      return found;
    }
    if (called === 'has' && key !== undefined) return { is: 'has', key };
    if ((called === 'all' || called === 'global') && key === undefined) return { is: called };
    if (called === undefined && key !== undefined) return this.#comparison(key);
    throw new UnreadableError();
  }

  #comparison(key: string): Expression {
    OPERATOR.lastIndex = this.#at;
    const operator = OPERATOR.exec(this.#text)?.[1];
    if (operator === undefined) throw new UnreadableError();
    this.#at = OPERATOR.lastIndex;
    if (operator === 'in') return { is: 'in', key, values: this.#set() };
    if (operator.startsWith('not')) return { is: 'not', of: { is: 'in', key, values: this.#set() } };
    const { literal: value } = this.#next();
    if (value === undefined) throw new UnreadableError();
    if (operator === '!=') return { is: 'not', of: { is: '==', key, value } };
    const is = COMPARISONS.find((each) => each.slice(0, 4) === operator.slice(0, 4)) ?? '==';
    return { is, key, value };
  }

  #set(): readonly string[] {
    if (!this.#takes('{')) throw new UnreadableError();
    const values: string[] = [];
    while (!this.#takes('}')) {
      const { literal } = this.#next();
      if (literal === undefined) throw new UnreadableError();
      values.push(literal);
      if (this.#takes('}')) break;
      if (!this.#takes(',')) throw new UnreadableError();
    }
    return values;
  }

  #next(): Token {
    TOKEN.lastIndex = this.#at;
    const match = TOKEN.exec(this.#text);
    if (match === null) throw new UnreadableError();
    this.#at = TOKEN.lastIndex;
    const [, symbol, double, single, called, inner, key = inner] = match;
    const literal = double ?? single;
    return {
      ...(symbol !== undefined && { symbol }),
      ...(literal !== undefined && { literal }),
      ...(called !== undefined && { called }),
      ...(key !== undefined && { key }),
    };
  }

  #takes(symbol: string): boolean {
    const before = this.#at;
    TOKEN.lastIndex = before;
    if (TOKEN.exec(this.#text)?.[1] !== symbol) return false;
    this.#at = TOKEN.lastIndex;
    return true;
  }
}

/** An empty one is all(); undefined: it cannot be read. */
export function parseSelector(text: string): CalicoSelector | undefined {
  const parser = new Parser(text);
  if (parser.isDone) return { text, asks: { is: 'all' } };
  try {
    return { text, asks: parser.whole() };
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
}

/** The value of a label; undefined: it is not there. */
export type LabelOf = (key: string) => string | undefined;

export function meetsExpression(asks: Expression, labelOf: LabelOf): boolean {
  switch (asks.is) {
    case 'all':
      return true;
    case 'global':
      return labelOf(NAMESPACE) === undefined;
    case 'has':
      return labelOf(asks.key) !== undefined;
    case '==':
      return labelOf(asks.key) === asks.value;
    case 'contains':
      return labelOf(asks.key)?.includes(asks.value) === true;
    case 'starts with':
      return labelOf(asks.key)?.startsWith(asks.value) === true;
    case 'ends with':
      return labelOf(asks.key)?.endsWith(asks.value) === true;
    case 'in': {
      const found = labelOf(asks.key);
      return found !== undefined && asks.values.includes(found);
    }
    case 'not':
      return !meetsExpression(asks.of, labelOf);
    case 'and':
      return asks.of.every((each) => meetsExpression(each, labelOf));
    case 'or':
      return asks.of.some((each) => meetsExpression(each, labelOf));
  }
}

/** The keys that an expression names. */
function keysOf(asks: Expression): readonly string[] {
  if ('key' in asks) return [asks.key];
  if (asks.is === 'not') return keysOf(asks.of);
  return asks.is === 'and' || asks.is === 'or' ? asks.of.flatMap(keysOf) : [];
}

/** True where it asks for `global()`, wherever it does. */
export function asksGlobal(asks: Expression): boolean {
  if (asks.is === 'not') return asksGlobal(asks.of);
  return asks.is === 'global' || ((asks.is === 'and' || asks.is === 'or') && asks.of.some(asksGlobal));
}

/** Over labels that Calico has under other keys. All of what a namespace has: whoever is in one. */
export function withPrefix(asks: Expression, prefix: string): Expression {
  if ('key' in asks) return { ...asks, key: prefix + asks.key };
  if (asks.is === 'not') return { is: 'not', of: withPrefix(asks.of, prefix) };
  if (asks.is === 'and' || asks.is === 'or')
    return { is: asks.is, of: asks.of.map((each) => withPrefix(each, prefix)) };
  return asks.is === 'all' && prefix === OF_NAMESPACE ? { is: 'has', key: NAMESPACE } : asks;
}

// Calico v3.32 libcalico-go/lib/backend/k8s/conversion/constants.go, api/pkg/apis/projectcalico/v3/constants.go.

const NAMESPACE = 'projectcalico.org/namespace';
export const ACCOUNT = 'projectcalico.org/serviceaccount';
const ORCHESTRATOR = 'projectcalico.org/orchestrator';
const NAME = 'projectcalico.org/name';
/** Before keys of labels that come from the namespace, and from the service account. */
export const OF_NAMESPACE = 'pcns.';
export const OF_ACCOUNT = 'pcsa.';

/** Of an expression's keys those that ask for labels of service accounts, which are not known but for the name. */
export const accountKeys = (asks: Expression): readonly string[] =>
  keysOf(asks).filter((key) => key.startsWith(OF_ACCOUNT) && key !== OF_ACCOUNT + NAME);

/** Whom labels are asked of. Absent: it is in no namespace, or no pod. */
export interface Labelled {
  readonly labels: Labels;
  readonly namespace?: string;
  /** Of its namespace. */
  readonly namespaceLabels?: Labels;
  readonly account?: string;
}

const own = (labels: Labels, key: string): string | undefined => (Object.hasOwn(labels, key) ? labels[key] : undefined);

/** All that Calico knows somebody by: its own labels, Calico's, and those that it inherits. // conversion/workload_endpoint_default.go */
export function labelsKnown({ labels, namespace, namespaceLabels = {}, account }: Labelled): LabelOf {
  return (key) => {
    if (key === NAMESPACE) return namespace;
    if (key === ORCHESTRATOR && account !== undefined) return 'k8s';
    if (key === ACCOUNT && account !== undefined) return account;
    const given = own(labels, key);
    if (given !== undefined || namespace === undefined) return given;
    if (key === OF_NAMESPACE + NAME) return namespace;
    if (key === OF_ACCOUNT + NAME) return account;
    return key.startsWith(OF_NAMESPACE) ? own(namespaceLabels, key.slice(OF_NAMESPACE.length)) : undefined;
  };
}
