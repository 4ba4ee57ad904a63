import type { ProxyMode } from '../../../../engine/objects.ts';
import { cniInSentence, MODE_NAMES } from '../../phrases/networks.ts';

/** More names than these are nobody’s to read. */
const NAMED = 3;

/** What the strip of the story says where it is put aside, or told of another cluster. */
export const STORY_ASIDE = {
  putAside: 'The story is put aside',
  why: {
    request: 'Another request is on the board than the one it tells of.',
    board: 'The board is no longer the one it tells of; Next goes on all the same.',
  },
  back: 'Back to the story',
  /** What a part is told of, where it is not what is here. */
  proxyMode: (told: readonly ProxyMode[], here: ProxyMode) =>
    `kube-proxy as ${told.map((mode) => MODE_NAMES[mode]).join(' or ')}; here it is ${MODE_NAMES[here]}`,
  cni: (told: readonly string[], here: string) =>
    told.length > NAMED
      ? `other networks than ${cniInSentence(here)}`
      : `${told.map(cniInSentence).join(' or ')}; here it is ${cniInSentence(here)}`,
  toldOf: (terms: readonly string[]) => `Told of ${terms.join(', and of ')}.`,
};
