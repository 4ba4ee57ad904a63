import type { Question } from './page-store.ts';
import { titleWords } from '../page/title-words.ts';
import type { Asked, Workspace } from './open.ts';

/** Asks before a changed board is put aside, and again where it was changed while the question was open. */
export async function mayReplace(workspace: Workspace, asked: Asked): Promise<boolean> {
  const { simulation } = workspace;
  const { isLast, what, holds = '' } = asked;
  let { agreed } = asked;
  while (isLast()) {
    const { dirty, document } = simulation.document.getState();
    if (!dirty || document === agreed) return true;
    const changed = titleWords(document.title, simulation.words);
    // oxlint-disable-next-line no-await-in-loop
    if (!(await ask(workspace, { what, holds, changed }))) return false;
    agreed = document;
  }
  return false;
}

/** Resolves to true when the person lets the work go; a question asked before is answered with "keep". */
function ask({ page }: Workspace, question: Omit<Question, 'answer'>): Promise<boolean> {
  page.getState().question?.answer(false);
  return new Promise((resolve) => {
    const answer = (replace: boolean): void => {
      page.setState({ question: undefined });
      resolve(replace);
    };
    page.setState({ question: { ...question, answer } });
  });
}
