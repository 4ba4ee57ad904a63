import { useEffect, useState } from 'react';
import type { Router } from '../../engine/engine.ts';
import { type CheckedClause, checkGoal } from '../../simulation/challenge/check-goal.ts';
import { countEdits } from '../../simulation/challenge/count-edits.ts';
import type { Goal } from '../../scenario/document/goal.ts';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';

/** Milliseconds that one task of the check may take before the page has its turn. */
const SLICE = 8;

export interface CheckedGoal {
  readonly clauses: readonly CheckedClause[];
  /** Changes so far. */
  readonly edits: number;
}

/** The goal on the board as it is; undefined until it was checked for the first time. While a timeline is open it stays as it was. */
export function useCheckedGoal(goal: Goal): CheckedGoal | undefined {
  const simulation = useSimulation();
  const router = useDocument((state) => state.router);
  const edits = useDocument(countEdits);
  const timeline = useView((state) => state.timeline);
  const [checked, setChecked] = useState<CheckedGoal>();
  useEffect(() => {
    if (router.isWaiting === true) {
      // What walks may be missing: with the next change it is tried again, and whoever sends a request is told.
      void simulation.fetchWalking().catch(() => undefined);
      return undefined;
    }
    if (timeline) return undefined;
    return inSlices(goal, router, edits, setChecked);
  }, [simulation, goal, router, edits, timeline]);
  return checked;
}

/** Checks a clause at a time. Returns what stops it. */
function inSlices(goal: Goal, router: Router, edits: number, done: (checked: CheckedGoal) => void): () => void {
  const clauses: CheckedClause[] = [];
  const rest = checkGoal(goal, router, edits);
  let timer = 0;
  const go = (): void => {
    const end = performance.now() + SLICE;
    while (performance.now() < end) {
      const next = rest.next();
      if (next.done === true) {
        done({ clauses, edits });
        return;
      }
      clauses.push(next.value);
    }
    timer = window.setTimeout(go);
  };
  timer = window.setTimeout(go);
  return () => window.clearTimeout(timer);
}
