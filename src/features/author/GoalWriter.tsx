import { Trash2 } from 'lucide-react';
import { isComplete } from '../../scenario/document/goal.ts';
import { TEXT_LIMIT, TITLE_LIMIT } from '../../scenario/document/limits.ts';
import * as write from '../../simulation/author/write-goal.ts';
import { useDocument, useSimulation } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { CommittedField } from '../../ui/writing/CommittedField.tsx';
import { useWords } from '../../ui/words.ts';
import { countOf } from './count-of.ts';
import { GoalAccesses } from './GoalAccesses.tsx';
import { GoalKept } from './GoalKept.tsx';
import { GoalRequests } from './GoalRequests.tsx';
import type { OfGoal } from './of-goal.ts';

const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The goal of the board: what has to become of its requests, who may reach whom, what stays, and the help there is. */
export function GoalWriter() {
  const words = useWords('author');
  const simulation = useSimulation();
  const document = useDocument((state) => state.document);
  const { goal } = document;
  const edit: OfGoal['edit'] = (change) =>
    void simulation.document.getState().edit({ code: 'EDIT_GOAL', detail: {} }, change);
  return (
    <div className="grid gap-x-6 gap-y-3 md:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-3">
        <CommittedField
          label={words.goalText}
          hint={words.markdown}
          value={goal?.text ?? ''}
          most={TEXT_LIMIT}
          lines
          onCommit={(text) => edit((board) => write.writeGoal(board, { text }))}
        />
        <CommittedField
          label={words.hints}
          value={goal?.hints?.join('\n') ?? ''}
          most={TEXT_LIMIT}
          lines
          onCommit={(text) => edit((board) => write.writeGoal(board, { hints: lines(text) }))}
        />
        <CommittedField
          label={words.mostEdits}
          value={goal?.mostEdits?.toString() ?? ''}
          most={TITLE_LIMIT}
          onCommit={(text) => edit((board) => write.writeGoal(board, { mostEdits: countOf(text) }))}
        />
        {goal !== undefined && (
          <Button
            label={words.noGoal}
            icon={<Trash2 size={14} aria-hidden />}
            className="self-start"
            onClick={() => edit((board) => write.withGoal(board, undefined))}
          />
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-4 text-small">
        <GoalRequests document={document} edit={edit} />
        <GoalAccesses document={document} edit={edit} />
        {goal !== undefined && !isComplete(goal) && <p className="text-rejected">{words.needsRequests}</p>}
        <GoalKept document={document} edit={edit} />
      </div>
    </div>
  );
}
