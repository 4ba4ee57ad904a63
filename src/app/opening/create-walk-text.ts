import type { Outcome } from '../../engine/outcomes.ts';
import type { WalkText } from '../../features/share/WalkPane.tsx';
import { holdsBack, withoutCause } from '../../simulation/challenge/held-back.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { fetchPart } from '../../ui/fetch-part.ts';
import { withWords } from '../../ui/words.ts';
import { fileName } from '../page/download.ts';
import { createLink } from './create-link.ts';

/** Characters of a link that may stand in a text: GitHub takes 65,536 of a comment in all. */
const MOST_LINKED = 8000;

const loadReport = () => Promise.all([import('../../report/markdown.ts'), import('../../report/tried-fixes.ts')]);

/** The walk on the screen as Markdown, with a link to it; undefined: no request was sent. */
export async function createWalkText(simulation: Simulation): Promise<WalkText | undefined> {
  const { document, playback, words } = simulation;
  const { request, error, ...shown } = playback.getState();
  if (request === undefined) return undefined;
  const tell = holdsBack(simulation) ? withoutCause : (outcome: Outcome): Outcome => outcome;
  const outcome = shown.outcome && tell(shown.outcome);
  const result = shown.result && { ...shown.result, outcomes: shown.result.outcomes.map(tell) };
  const [[{ formatMarkdown }, { withTriedFixes }], { url }] = await Promise.all([
    fetchPart('walkText', withWords(words, loadReport, ['later', 'narrator'])),
    createLink(simulation),
  ]);
  const { router, document: board } = document.getState();
  const narrator = words.of('narrator');
  const line =
    result === undefined
      ? error && { error: { code: error.code, message: narrator.requestError(error) } }
      : withTriedFixes(router, request, result);
  if (line === undefined) return undefined;
  const lacksLink = url.length > MOST_LINKED;
  const text = formatMarkdown(
    router.cluster,
    { request, line, ...(outcome && { shown: outcome }), ...(!lacksLink && { link: url }) },
    { words: words.of('report'), narrator },
  );
  return { name: `${fileName(board.title)}.md`, text, lacksLink };
}
