import { isSameAsk } from '../tools/ask.ts';
import { createReport, type Report } from '../model/report.ts';

/** What a stage of planning was asked, what came of it and what it had to say: it stands while the Ask holds the identical values. */
export interface Stage<R> {
  readonly ask: readonly unknown[];
  readonly result: R;
  readonly report: Report;
}

/** What the stage gave before, when it is asked for the same; else what it gives now. */
export function runStage<R>(
  before: Stage<R> | undefined,
  ask: readonly unknown[],
  run: (report: Report) => R,
): Stage<R> {
  if (before !== undefined && isAsked(before.ask, ask)) return before;
  const report = createReport();
  return { ask, result: run(report), report };
}

export function isAsked(before: readonly unknown[], ask: readonly unknown[]): boolean {
  return before.length === ask.length && ask.every((value, at) => Object.is(value, before[at]));
}

/** The value from before where it says the same. */
export function interned<T>(before: T | undefined, now: T): T {
  return before !== undefined && isSameAsk(before, now) ? before : now;
}

/** The list from before where it holds the identical items. */
export function keptList<T>(before: readonly T[] | undefined, now: readonly T[]): readonly T[] {
  return before !== undefined && isAsked(before, now) ? before : now;
}

/** The list from before where all of it says the same; of what does, item by item, the items from before. */
export function internedList<T>(before: readonly T[] | undefined, now: readonly T[]): readonly T[] {
  if (before === undefined) return now;
  return keptList(
    before,
    now.map((item, at) => interned(before[at], item)),
  );
}

/** Adds all that one report says to another. */
export function addReport(to: Report, { findings, assumptions }: Report): void {
  to.findings.push(...findings);
  for (const [code, assumption] of assumptions) if (!to.assumptions.has(code)) to.assumptions.set(code, assumption);
}
