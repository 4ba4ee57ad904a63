import type { Cluster } from '../../engine/objects.ts';
import type { RoomWords } from '../../narration/page/language.ts';
import type { StoryStep, StoryTerms as StoryPartTerms } from '../../scenario/document/document.ts';
import { missedTerms } from '../../simulation/workspace/missed-terms.ts';
import { useDocument } from '../../simulation/workspace/context.ts';
import { useWords } from '../../ui/words.ts';

/** Of which other clusters a part is told, where this is none of them. */
export function StoryTerms({ holds }: Required<Pick<StoryStep, 'holds'>>) {
  const words = useWords('storyAside');
  const settings = useDocument((state) => state.router.cluster.settings);
  const terms = termsWords(holds, settings, words);
  return terms !== undefined && <span className="mr-1 text-changed">{terms}</span>;
}

/** That a part is told of other clusters than this; undefined: it is true of this one. */
function termsWords(
  holds: StoryPartTerms,
  settings: Cluster['settings'],
  words: RoomWords['storyAside'],
): string | undefined {
  const { proxyModes, cnis, open } = missedTerms(holds, settings);
  const terms = [
    ...(proxyModes === undefined ? [] : [words.proxyMode(proxyModes, settings.proxyMode)]),
    ...(cnis === undefined ? [] : [words.cni(cnis, settings.cni)]),
    ...(open === true && settings.firewall !== undefined ? [words.open(settings.firewall)] : []),
  ];
  return terms.length === 0 ? undefined : words.toldOf(terms);
}
