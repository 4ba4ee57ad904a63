import type { Labels } from '../../../kubernetes/model/specs.ts';

// Calico's selectors: projectcalico/calico libcalico-go/lib/selector.
//   all() global() has(k) !has(k) k == 'v' k != 'v' k in {'a', 'b'} k not in {…}
//   k contains 's' k starts with 's' k ends with 's'; && || ! and parentheses.

type Test = (labels: Labels) => boolean;

const TOKEN =
  /\s*(?:(&&|\|\||==|!=|!|\(|\)|\{|\}|,)|("[^"]*"|'[^']*')|(not\s+in|starts\s+with|ends\s+with)(?![\w./-])|([\w./-]+))/y;

interface Token {
  readonly text: string;
  readonly quoted: boolean;
}

function tokens(expression: string): readonly Token[] | undefined {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = expression.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(expression);
    if (match === null) return undefined;
    const [, symbol, quoted, words, word] = match;
    if (quoted === undefined) found.push({ text: symbol ?? words?.replace(/\s+/, ' ') ?? word ?? '', quoted: false });
    else found.push({ text: quoted.slice(1, -1), quoted: true });
  }
  return found;
}

/** Selectors deeper than this are not read. */
const DEPTH = 50;

class UnreadableError extends Error {}

class Parser {
  private at = 0;
  private depth = 0;
  private readonly list: readonly Token[];

  constructor(list: readonly Token[]) {
    this.list = list;
  }

  whole(): Test {
    const test = this.either();
    if (this.at < this.list.length) throw new UnreadableError();
    return test;
  }

  private either(): Test {
    const tests = [this.both()];
    while (this.takes('||')) tests.push(this.both());
    return (labels) => tests.some((test) => test(labels));
  }

  private both(): Test {
    const tests = [this.one()];
    while (this.takes('&&')) tests.push(this.one());
    return (labels) => tests.every((test) => test(labels));
  }

  private one(): Test {
    this.depth += 1;
    if (this.depth > DEPTH) throw new UnreadableError();
    const test = this.single();
    this.depth -= 1;
    return test;
  }

  private single(): Test {
    if (this.takes('!')) {
      const test = this.one();
      return (labels) => !test(labels);
    }
    if (this.takes('(')) {
      const test = this.either();
      this.expect(')');
      return test;
    }
    const name = this.next();
    if (this.takes('(')) return this.call(name);
    return this.comparison(name);
  }

  private call(name: string): Test {
    if (name === 'has') {
      const key = this.next();
      this.expect(')');
      return (labels) => Object.hasOwn(labels, key);
    }
    this.expect(')');
    // global(): what belongs to no namespace, which no pod does.
    if (name === 'all') return () => true;
    if (name === 'global') return () => false;
    throw new UnreadableError();
  }

  private comparison(key: string): Test {
    const operator = this.next();
    if (operator === 'in' || operator === 'not in') {
      const values = this.set();
      return (labels) => (Object.hasOwn(labels, key) && values.has(labels[key] ?? '')) === (operator === 'in');
    }
    const value = this.next();
    const of = (labels: Labels): string | undefined => (Object.hasOwn(labels, key) ? labels[key] : undefined);
    switch (operator) {
      case '==':
        return (labels) => of(labels) === value;
      case '!=':
        return (labels) => of(labels) !== value;
      case 'contains':
        return (labels) => of(labels)?.includes(value) === true;
      case 'starts with':
        return (labels) => of(labels)?.startsWith(value) === true;
      case 'ends with':
        return (labels) => of(labels)?.endsWith(value) === true;
      default:
        throw new UnreadableError();
    }
  }

  private set(): ReadonlySet<string> {
    const values = new Set<string>();
    this.expect('{');
    while (!this.takes('}')) {
      values.add(this.next());
      if (!this.takes(',') && this.list[this.at]?.text !== '}') throw new UnreadableError();
    }
    return values;
  }

  private next(): string {
    const token = this.list[this.at];
    if (token === undefined) throw new UnreadableError();
    this.at += 1;
    return token.text;
  }

  private takes(text: string): boolean {
    const token = this.list[this.at];
    if (token === undefined || token.quoted || token.text !== text) return false;
    this.at += 1;
    return true;
  }

  private expect(text: string): void {
    if (!this.takes(text)) throw new UnreadableError();
  }
}

/** True when labels meet an expression; undefined when it cannot be read. An empty one is all(). */
export function meetsCalico(expression: string, labels: Labels): boolean | undefined {
  const list = tokens(expression);
  if (list === undefined) return undefined;
  if (list.length === 0) return true;
  try {
    return new Parser(list).whole()(labels);
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
}
