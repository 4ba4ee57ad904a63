import { Check, Eye, RotateCcw, X } from 'lucide-react';
import { useEffect } from 'react';
import { formatSource } from '../../../engine/requests.ts';
import type { Answer } from '../../../simulation/predict/answer.ts';
import { type Asked, usePrediction } from '../../../simulation/workspace/use-prediction.ts';
import { answerOf, askAgain } from '../../../simulation/workspace/answer-question.ts';
import { useDocument, usePlayback, useSimulation, useView } from '../../../simulation/workspace/context.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { useWords } from '../../../ui/words.ts';
import { changeOfAddress } from './change-of-address.ts';

/** The question of a part of the story in the place of its walk; above the walk, once it is shown, what was answered. */
export function Prediction() {
  const asked = usePrediction();
  const simulation = useSimulation();
  const aside = useView((state) => state.aside);
  if (asked !== undefined) return <Question {...asked} />;
  const answer = answerOf(simulation);
  return answer !== undefined && aside === undefined && <Answered answer={answer} />;
}

/** Who answered goes on reading what came of it. */
function focusAnswered(): void {
  document.querySelector<HTMLElement>('[data-answered]')?.focus();
}

function Question({ ask, request, prediction, answer }: Asked) {
  const words = useWords('predict');
  const simulation = useSimulation();
  const choices = prediction?.choices ?? [];
  const take = (choice?: string): void => {
    answer(choice);
    requestAnimationFrame(focusAnswered);
  };
  useChoosingOnBoard(choices, formatSource(request.from), take);
  const isOnBoard = choices.some(isOfBoard) && !simulation.view.getState().presenting;
  const told = { from: words.from(request.from), to: request.to, place: words.choice(prediction?.place ?? '') };
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-4 py-3" role="group" aria-label={words.title}>
      {prediction !== undefined && (
        <>
          <p className="text-body font-semibold text-pretty text-ink">{words.asks[ask](told)}</p>
          <ul aria-label={words.choices} className="flex flex-col gap-2">
            {choices.map((choice) => (
              <li key={choice}>
                <Button
                  label={words.choice(choice)}
                  variant="outline"
                  className="h-auto! min-h-8 w-full justify-start! py-1.5 text-left whitespace-normal! break-words tabular-nums"
                  onClick={() => take(choice)}
                />
              </li>
            ))}
          </ul>
          {isOnBoard && <p className="text-small text-muted">{words.onBoard}</p>}
        </>
      )}
      <Button label={words.showMe} icon={<Eye size={16} aria-hidden />} className="self-start" onClick={() => take()} />
    </div>
  );
}

const isOfBoard = (choice: string): boolean => choice.includes('/');

/** Where the answer is an element, it may be chosen there. */
function useChoosingOnBoard(choices: readonly string[], source: string, take: (choice: string) => void): void {
  const { view } = useSimulation();
  useEffect(() => {
    const open = new Set(choices.filter(isOfBoard));
    if (open.size === 0) return undefined;
    view.getState().setLine({
      from: source.replace(/^pod/, 'Pod').replace(/^node/, 'Node'),
      open,
      take: (element) => open.has(element) && take(element),
    });
    return () => view.getState().setLine(undefined);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `take` is of the same question as the choices
  }, [choices, source, view]);
}

interface AnsweredProps {
  readonly answer: Answer;
}

function Answered({ answer: { choice, right } }: AnsweredProps) {
  const words = useWords('predict');
  const simulation = useSimulation();
  const why = useWhy();
  const itIs = words.itIs(right.map(words.choice));
  const isRight = choice !== undefined && right.includes(choice);
  return (
    <div
      data-answered
      tabIndex={-1}
      role="group"
      aria-label={words.title}
      className="flex shrink-0 items-start gap-2 border-b border-line bg-sunken px-4 py-2 focus-visible:-outline-offset-2"
    >
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        {choice !== undefined && (
          <p className={`flex items-start gap-1.5 text-body font-semibold ${isRight ? 'text-reply' : 'text-rejected'}`}>
            {isRight ? (
              <Check size={16} aria-hidden className="mt-0.5 shrink-0" />
            ) : (
              <X size={16} aria-hidden className="mt-0.5 shrink-0" />
            )}
            <span className="min-w-0 break-words">
              {isRight ? words.right(words.choice(choice)) : words.wrong(words.choice(choice))}
            </span>
          </p>
        )}
        {!isRight && <p className="text-body break-words text-ink">{words.answerIs(itIs)}</p>}
        {why !== undefined && <p className="text-small text-pretty text-muted">{why}</p>}
      </div>
      <IconButton
        label={words.again}
        icon={<RotateCcw size={16} aria-hidden />}
        className="-my-1 -mr-2"
        onClick={() => askAgain(simulation)}
      />
    </div>
  );
}

/** Why an address is what it is; how a request ends the verdict below says. */
function useWhy(): string | undefined {
  const words = useWords('predict');
  const part = useView((state) => state.part);
  const told = useDocument((state) => state.document.story[part]);
  const narrator = useDocument((state) => state.narrator);
  const timeline = usePlayback((state) => state.timeline);
  if (told?.question === undefined || timeline === undefined) return undefined;
  const change = changeOfAddress(told, timeline);
  if (change === undefined) return undefined;
  if (change === 'unchanged' || change === 'proxied') return words[change];
  return narrator.beat(change.beat).caption;
}
