import type { Hop, Trace, NamespaceId } from '../engine/packets.ts';
import { isServed, type Leg, type Outcome } from '../engine/outcomes.ts';

/** Outcomes that go alike: through the same kinds of places, over the same steps, to the same end; at least one. */
export interface Way {
  readonly outcomes: readonly Outcome[];
  /** The outcome that is shown for all. */
  readonly shown: Outcome;
  /** Of all outcomes together. */
  readonly probability: number;
  /** How many ways the outcomes stand for. */
  readonly ways: number;
}

/** The outcomes folded by the walk, in their order; what differs inside a fold is only which of several alike was picked. */
export function foldWays(outcomes: readonly Outcome[]): readonly Way[] {
  return fold(outcomes, wayKey);
}

/** The outcomes folded by how they end, whatever way they took. */
export function foldEnds(outcomes: readonly Outcome[]): readonly Way[] {
  return fold(outcomes, (outcome) => JSON.stringify(endKey(outcome)));
}

function fold(outcomes: readonly Outcome[], keyOf: (outcome: Outcome) => string): readonly Way[] {
  const folds = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const key = keyOf(outcome);
    const alike = folds.get(key);
    if (alike === undefined) folds.set(key, [outcome]);
    else alike.push(outcome);
  }
  return [...folds.values()].flatMap((alike) => {
    const [shown] = alike;
    if (shown === undefined) return [];
    const probability = alike.reduce((sum, each) => sum + each.probability, 0);
    const ways = alike.reduce((sum, each) => sum + (each.ways ?? 1), 0);
    return [{ outcomes: alike, shown, probability, ways }];
  });
}

/** What a person wants to see first: a way that fails where one does, else the first. */
export function tellingWay<W extends Way>(ways: readonly W[]): W | undefined {
  return ways.find(({ shown }) => !isServed(shown)) ?? ways[0];
}

function endKey({ disposition, cause, http, masqueraded, destination, reply }: Outcome): readonly unknown[] {
  const through = [http?.status, http?.route, http?.backend];
  return [
    disposition,
    cause?.code,
    cause?.object,
    ...through,
    masqueraded,
    destination?.kind,
    destination?.container,
    reply,
  ];
}

function wayKey(outcome: Outcome): string {
  return JSON.stringify([...endKey(outcome), outcome.legs.map(legKey)]);
}

function legKey(leg: Leg): unknown {
  return [leg.kind, traceKey(leg.request), leg.reply === undefined ? null : traceKey(leg.reply)];
}

function traceKey({ hops, disposition }: Trace): unknown {
  return [disposition, ...hops.map(hopKey)];
}

function hopKey({ namespace, steps }: Hop): string {
  return `${kindOf(namespace)} ${steps.map(({ type, action }) => `${type}.${action}`).join(' ')}`;
}

const kindOf = (namespace: NamespaceId): string => namespace.split('/')[0] ?? namespace;
