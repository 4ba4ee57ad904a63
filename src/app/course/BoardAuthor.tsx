import { Author } from '../../features/author/Author.tsx';
import type { Workspace } from '../opening/open.ts';
import { forgetAnswers } from '../page/keeping/kept-progress.ts';

/** Writes the story of the open board; tried, it is as learners find it, with nothing answered. */
export function BoardAuthor({ workspace: { simulation } }: { readonly workspace: Workspace }) {
  return <Author onTry={() => forgetAnswers(simulation.document.getState().document)} />;
}
