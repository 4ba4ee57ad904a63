import { say } from '../../narration/sentences.ts';
import type { Problem } from '../../scenario/restore/problem.ts';
import { type Opened, openScenario, type Workspace } from './open.ts';

/** Opens what was read of a link or a file, and says which parts of it could not be used. Returns whether it is open. */
export async function openRestored(
  workspace: Workspace,
  { problems, ...opened }: Opened & { readonly problems: readonly Problem[] },
): Promise<boolean> {
  const isOpen = await openScenario(workspace, opened);
  if (isOpen) tellProblems(workspace, problems);
  return isOpen;
}

/** Says what could not be used, by words that come later: the first in a message, all of them a click away. `text`: what is said before. */
export function tellProblems({ simulation, page }: Workspace, problems: readonly Problem[], text?: string): void {
  const [first] = problems;
  if (first === undefined) return;
  const { notAllUsed, allProblems, unused } = simulation.words.of('opening');
  simulation.view.getState().toast({
    tone: 'error',
    text: `${text ?? notAllUsed} ${say(unused, first)}`,
    ...(problems.length > 1 && {
      action: {
        label: allProblems(problems.length),
        run: () => page.setState({ problems }),
      },
    }),
  });
}
