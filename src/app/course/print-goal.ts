import { isServed, type Outcome } from '../../engine/outcomes.ts';
import { goalLines } from '../../features/challenge/clause-words.ts';
import type { PrintedGoal } from '../../features/course/printed-step.ts';
import { ENGLISH_PAGE } from '../../narration/en/language.ts';
import { type CheckedClause, checkGoal } from '../../simulation/challenge/check-goal.ts';
import { fetchExplanations } from '../../simulation/stores/programs.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';

/** What a challenge asks for, and why its board does not meet it yet; undefined: the board has no goal. */
export async function printGoal({ document, words }: Simulation): Promise<PrintedGoal | undefined> {
  const { goal } = document.getState().document;
  if (goal === undefined) return undefined;
  const clauses = [...checkGoal(goal, document.getState().router, 0)];
  const lost = clauses.flatMap((clause) => (clause.miss === undefined ? [] : (outcomesOf(clause, document)[0] ?? [])));
  document.getState().extend(await fetchExplanations(document.getState().engine, lost, ENGLISH_PAGE.walks), 'route');
  const { narrator } = document.getState();
  const causes = clauses.flatMap((clause) => {
    const outcome = clause.miss && outcomesOf(clause, document)[0];
    return outcome === undefined ? [] : [narrator.outcome(outcome)];
  });
  const { atMost } = words.of('handout');
  return {
    text: goal.text,
    clauses: [
      ...goalLines(clauses, words.of('challenge')).map(({ text }) => text),
      ...(goal.mostEdits === undefined ? [] : [atMost(goal.mostEdits)]),
    ],
    causes: [...new Set(causes)],
    hints: goal.hints ?? [],
  };
}

/** Ways of a request of a goal that end otherwise than they have to. */
function outcomesOf(clause: CheckedClause, document: Simulation['document']): readonly Outcome[] {
  if (clause.is !== 'request') return [];
  const traced = document.getState().router.trace(clause.request);
  const isMeant = (outcome: Outcome): boolean => isServed(outcome) === (clause.request.expect !== 'fails');
  return traced.ok ? traced.value.outcomes.filter((outcome) => !isMeant(outcome)) : [];
}
