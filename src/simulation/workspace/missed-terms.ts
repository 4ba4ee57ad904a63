import { type Cluster, isCniUnnamed } from '../../engine/objects.ts';
import type { StoryTerms } from '../../scenario/document/document.ts';
import { UNNAMED_CNI } from '../../scenario/story-terms.ts';

/** Which of the terms of a part a cluster does not meet: of those the part tells something that is not so here. */
export function missedTerms(terms: StoryTerms, settings: Cluster['settings']): StoryTerms {
  const { proxyModes, cnis, open } = terms;
  const isKnown = (cni: string): boolean => cni === settings.cni || (cni === UNNAMED_CNI && isCniUnnamed(settings));
  return {
    ...(proxyModes?.includes(settings.proxyMode) === false && { proxyModes }),
    ...(cnis?.some(isKnown) === false && { cnis }),
    ...(open === true && settings.firewall !== undefined && { open }),
  };
}
