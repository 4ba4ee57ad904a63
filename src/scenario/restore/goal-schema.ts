import * as v from 'valibot';
import { isRecord } from '../../engine/text.ts';
import type { Goal } from '../document/goal.ts';
import { MOST_CLAUSES, TEXT_LIMIT } from '../document/limits.ts';
import { fieldOf } from './field-of.ts';
import { requestSchema } from './schemas.ts';

const MOST_EDITS = 1000;
/** How deep the part of an object may go. */
const DEEPEST = 30;

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(253));
/** "Service/shop/web", "Node/node-1"; names of some kinds have colons: "ClusterRole/system:node". */
const key = v.pipe(v.string(), v.regex(/^[A-Z][A-Za-z]{0,62}(\/[^\s/]{1,253}){1,2}$/));
const text = v.pipe(v.string(), v.maxLength(TEXT_LIMIT));
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_EDITS));

const pods = v.object({ namespace: name, labels: v.exactOptional(v.record(v.string(), v.string())) });

const clauses = <T>(schema: v.GenericSchema<unknown, T>) => v.pipe(v.array(schema), v.maxLength(MOST_CLAUSES));

const request = v.object({
  ...requestSchema.entries,
  expect: v.union([
    v.picklist(['succeeds', 'fails']),
    v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599)),
  ]),
  by: v.exactOptional(v.pipe(v.array(key), v.minLength(1), v.maxLength(MOST_CLAUSES))),
  each: v.exactOptional(v.literal(true)),
  ownAddress: v.exactOptional(v.literal(true)),
});

const access = v.object({
  to: pods,
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65535)),
  protocol: v.exactOptional(v.picklist(['UDP', 'SCTP'])),
  only: clauses(pods),
});

const kept = v.object({
  object: key,
  has: v.exactOptional(
    v.pipe(
      v.custom<Readonly<Record<string, unknown>>>(isRecord),
      v.check((part) => isShallow(part)),
    ),
  ),
  pods: v.exactOptional(count),
  on: v.exactOptional(clauses(name)),
});

/**
 * A goal is taken whole or not at all: with a clause less it would be another one. One that brings about nothing yet is being written:
 * see isComplete.
 */
const goalSchema = v.object({
  text,
  requests: v.optional(clauses(request), []),
  access: v.exactOptional(clauses(access)),
  keep: v.exactOptional(clauses(kept)),
  mostEdits: v.exactOptional(count),
  hints: v.exactOptional(clauses(text)),
});

function isShallow(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth < DEEPEST && Object.values(value).every((each) => isShallow(each, depth + 1));
}

/** The goal, or the path of what cannot be used in it: "requests[1].expect"; "": the goal itself. */
export function readGoal(value: unknown): { readonly goal: Goal } | { readonly field: string } {
  const result = v.safeParse(goalSchema, value, { abortEarly: true });
  if (result.success) return { goal: result.output as Goal };
  return { field: fieldOf(result.issues[0]) };
}
