import type { Ip, Port } from '../../net/ip.ts';

/** An address and port that an option leads to. */
export interface End {
  readonly ip: Ip;
  readonly port: Port;
}

/** Where the options of a choice lead, for who wants to tell which are alike. */
export interface Ends {
  /** undefined: not to one end. */
  readonly of?: (option: number) => End | undefined;
  /** One of several choices in a row: option 0 takes its end, option 1 goes on to the next of them, at a higher place. */
  readonly row?: { readonly name: string; readonly at: number };
  /** What is picked decides nothing of how the request ends: a copy of it goes there. */
  readonly aside?: true;
}

/**
 * A random decision of the system. The walk asks; what answers decides which branch this run follows.
 * `weights` are positive and need not sum to 1; the answer is an index into them.
 */
export type Choose = (weights: readonly number[], ends?: Ends) => number;

/** One complete way through all choices. */
export interface Branch<T> {
  readonly value: T;
  /** Product of the chosen weights' shares; the branches of one run sum to 1. */
  readonly probability: number;
  /** The answers given, in order: replaying them reproduces the branch. */
  readonly choices: readonly number[];
}

/**
 * Follows every random choice of `run` to its end by running it again with every sequence of answers, depth first and
 * lazily: take one branch and only one run has happened. `run` must be deterministic but for `choose`.
 */
export function* branches<T>(run: (choose: Choose) => T): Generator<Branch<T>, void, undefined> {
  let script: number[] | undefined = [];
  while (script !== undefined) {
    const { value, probability, choices, widths } = follow(run, script);
    yield { value, probability, choices };
    script = following(choices, widths);
  }
}

/** Runs once with the given answers; past their end, or where one does not fit, the first option is taken. */
export function replay<T>(run: (choose: Choose) => T, choices: readonly number[]): Branch<T> {
  const { value, probability, choices: taken } = follow(run, choices);
  return { value, probability, choices: taken };
}

function follow<T>(run: (choose: Choose) => T, script: readonly number[]) {
  const choices: number[] = [];
  const widths: number[] = [];
  let probability = 1;
  const value = run((weights) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const asked = script[choices.length] ?? 0;
    const index = asked < weights.length ? asked : 0;
    probability *= (weights[index] ?? 0) / total;
    choices.push(index);
    widths.push(weights.length);
    return index;
  });
  return { value, probability, choices, widths };
}

/** The next script in depth-first order; undefined after the last. */
function following(choices: readonly number[], widths: readonly number[]): number[] | undefined {
  for (let at = choices.length - 1; at >= 0; at -= 1) {
    const next = (choices[at] ?? 0) + 1;
    if (next < (widths[at] ?? 0)) return [...choices.slice(0, at), next];
  }
  return undefined;
}

/** What came of a run, by the answers it was given. */
interface Known<T> {
  /** Set where it came to its end. */
  result?: { readonly value: T };
  /** Set where it asked, with what followed each answer. */
  asked?: {
    readonly weights: readonly number[];
    readonly ends: Ends | undefined;
    readonly answers: (Known<T> | undefined)[];
  };
}

/** As `run`, but what has been answered alike before is not run again. `run` must be deterministic but for `choose`. */
export function recalling<T>(run: (choose: Choose) => T): (choose: Choose) => T {
  const first: Known<T> = {};
  return (choose) => {
    let at = first;
    const take = (weights: readonly number[], ends: Ends | undefined): number => {
      const index = choose(weights, ends);
      at.asked ??= { weights, ends, answers: [] };
      at = at.asked.answers[index] ??= {};
      return index;
    };
    const given: number[] = [];
    while (at.asked !== undefined) given.push(take(at.asked.weights, at.asked.ends));
    if (at.result === undefined) {
      let told = 0;
      const value = run((weights, ends) => {
        told += 1;
        return given[told - 1] ?? take(weights, ends);
      });
      at.result = { value };
    }
    return at.result.value;
  };
}
