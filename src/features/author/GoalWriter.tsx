import { Trash2, X } from 'lucide-react';
import { formatObjectRef, parseObjectKey } from '../../engine/objects.ts';
import { formatSource } from '../../engine/requests.ts';
import type { SavedRequest, ScenarioDocument } from '../../scenario/document/document.ts';
import { isComplete } from '../../scenario/document/goal.ts';
import { MOST_CLAUSES, TEXT_LIMIT, TITLE_LIMIT } from '../../scenario/document/limits.ts';
import * as write from '../../simulation/author/write-goal.ts';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { CommittedField } from '../../ui/writing/CommittedField.tsx';
import { useWords } from '../../ui/words.ts';

type Change = (document: ScenarioDocument) => ScenarioDocument;

const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The goal of the board: what has to become of its requests, what stays, and the help there is. */
export function GoalWriter() {
  const words = useWords('author');
  const simulation = useSimulation();
  const document = useDocument((state) => state.document);
  const { goal, requests } = document;
  const edit = (change: Change): void =>
    void simulation.document.getState().edit({ code: 'EDIT_GOAL', detail: {} }, change);
  return (
    <div className="grid gap-x-6 gap-y-3 md:grid-cols-2">
      <div className="flex flex-col gap-3">
        <CommittedField
          label={words.goalText}
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
      </div>
      <div className="flex flex-col gap-3 text-small">
        <fieldset className="flex flex-col gap-1">
          <legend className="text-muted">{words.requests}</legend>
          {requests.length === 0 && <p className="text-muted">{words.noRequests}</p>}
          {requests.map((request) => (
            <Expectation
              key={JSON.stringify(request)}
              request={request}
              expect={write.expectOf(document, request)}
              isFull={(goal?.requests.length ?? 0) >= MOST_CLAUSES}
              onChange={(expect) => edit((board) => write.expectRequest(board, request, expect))}
            />
          ))}
          {goal !== undefined && !isComplete(goal) && <p className="text-rejected">{words.needsRequests}</p>}
        </fieldset>
        <Kept document={document} edit={edit} />
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
    </div>
  );
}

/** undefined: no number that a goal can have. */
function countOf(text: string): number | undefined {
  return /^[1-9]\d{0,2}$/.test(text.trim()) ? Number(text) : undefined;
}

interface ExpectationProps {
  readonly request: SavedRequest;
  readonly expect: 'succeeds' | 'fails' | number | undefined;
  /** The goal says something of as many requests as it can. */
  readonly isFull: boolean;
  readonly onChange: (expect: 'succeeds' | 'fails' | undefined) => void;
}

function Expectation({ request, expect, isFull, onChange }: ExpectationProps) {
  const words = useWords('author');
  const name = `${formatSource(request.from)} → ${request.to}`;
  return (
    <label className="flex items-center gap-2">
      <span className="min-w-0 flex-1 break-words text-ink">{request.title ?? name}</span>
      <select
        aria-label={words.expectOf(name)}
        value={typeof expect === 'number' ? '' : (expect ?? '')}
        disabled={isFull && expect === undefined}
        className="h-8 shrink-0 rounded-md border border-line-strong bg-surface px-2 text-ink pointer-coarse:h-10"
        onChange={({ target: { value } }) => onChange(value === 'succeeds' || value === 'fails' ? value : undefined)}
      >
        <option value="">{typeof expect === 'number' ? `HTTP ${expect}` : words.expects.none}</option>
        <option value="succeeds">{words.expects.succeeds}</option>
        <option value="fails">{words.expects.fails}</option>
      </select>
    </label>
  );
}

/** What must not be taken away, chosen on the board. */
function Kept({ document, edit }: { readonly document: ScenarioDocument; readonly edit: (change: Change) => void }) {
  const words = useWords('author');
  const selected = useView((state) => state.selected);
  const isObject = useDocument((state) => selected !== undefined && state.router.cluster.objects.has(selected));
  const keep = document.goal?.keep ?? [];
  const toggle = (object: string): void => edit((board) => write.toggleKept(board, object));
  return (
    <div className="flex flex-col items-start gap-1">
      <p className="text-muted">{words.keep}</p>
      <ul className="flex flex-wrap gap-1">
        {keep.map(({ object }) => {
          const ref = parseObjectKey(object);
          const name = ref === undefined ? object : formatObjectRef(ref);
          return (
            <li key={object} className="flex items-center rounded-md border border-line pl-2">
              {name}
              <IconButton label={words.drop(name)} icon={<X size={14} aria-hidden />} onClick={() => toggle(object)} />
            </li>
          );
        })}
      </ul>
      <Button
        label={words.keepSelected}
        hint={words.keepHint}
        variant="outline"
        disabled={!isObject || keep.length >= MOST_CLAUSES || keep.some(({ object }) => object === selected)}
        onClick={() => selected !== undefined && toggle(selected)}
      />
    </div>
  );
}
