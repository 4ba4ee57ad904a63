import type { Cluster } from '../../engine/objects.ts';
import type { RoomWords } from '../../narration/page/language.ts';
import type { StoryStep } from '../../scenario/document/document.ts';
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
  holds: StoryStep['holds'],
  { proxyMode, cni, firewall }: Pick<Cluster['settings'], 'proxyMode' | 'cni' | 'firewall'>,
  words: RoomWords['storyAside'],
): string | undefined {
  const terms = [
    ...(holds?.proxyModes?.every((each) => each !== proxyMode) === true
      ? [words.proxyMode(holds.proxyModes, proxyMode)]
      : []),
    ...(holds?.cnis?.every((each) => each !== cni) === true ? [words.cni(holds.cnis, cni)] : []),
    ...(holds?.open === true && firewall !== undefined ? [words.open(firewall)] : []),
  ];
  return terms.length === 0 ? undefined : words.toldOf(terms);
}
