import { Author } from '../../features/author/Author.tsx';
import { askedFor, openScenario, type Workspace } from '../opening/open.ts';
import { forgetAnswers } from '../page/keeping/kept-progress.ts';

/** Writes the story of the open board; tried, it opens once more as learners find it, with nothing answered. */
export function BoardAuthor({ workspace }: { readonly workspace: Workspace }) {
  const { simulation } = workspace;
  const tryIt = (): void => {
    const { document } = simulation.document.getState();
    forgetAnswers(document);
    simulation.view.setState({ authoring: false });
    const asked = askedFor(workspace, simulation.words.of('boards').theBoard);
    void openScenario(workspace, {
      scenario: document,
      edit: { code: 'OPEN', detail: { title: document.title } },
      asked,
    });
  };
  return <Author onTry={tryIt} />;
}
