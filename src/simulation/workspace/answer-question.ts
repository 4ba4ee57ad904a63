import { type Answer, formatAnswer, parseAnswer } from '../predict/answer.ts';
import { questionOf } from '../predict/answers.ts';
import { askFirst } from './question.ts';
import { showStoryStep, type StoryStage } from './story.ts';

/** The part goes on: what was predicted is kept, and its walk plays. */
export function answerQuestion(stage: StoryStage, answer: Answer): void {
  const { part } = stage.view.getState();
  const name = questionOf(stage.document.getState().document, part);
  if (name !== undefined) stage.answers?.write(name, formatAnswer(answer));
  showStoryStep(stage, part, { ask: false });
}

/** What was answered of the part that is shown; undefined: nothing was, or it asks nothing. */
export function answerOf({ document, view, answers }: StoryStage): Answer | undefined {
  const name = questionOf(document.getState().document, view.getState().part);
  return name === undefined ? undefined : parseAnswer(answers?.read(name));
}

/** Forgets what was answered of the part that is shown, and asks it again. */
export function askAgain(stage: StoryStage): void {
  const { part } = stage.view.getState();
  const name = questionOf(stage.document.getState().document, part);
  if (name !== undefined) stage.answers?.write(name, '');
  askFirst(stage, part);
}
