import type { CloudName, ProxyMode } from '../../../../engine/objects.ts';
import { FIREWALLS } from '../../phrases/firewalls.ts';
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
  nextLesson: (title: string) => `Next lesson: ${title}`,
  allLessons: 'All lessons',
  /** What a part is told of, where it is not what is here. */
  proxyMode: (told: readonly ProxyMode[], here: ProxyMode) =>
    `Services done by ${told.map((mode) => MODE_NAMES[mode]).join(' or ')}; here it is ${MODE_NAMES[here]}`,
  cni: (told: readonly string[], here: string) =>
    told.length > NAMED
      ? `other networks than ${cniInSentence(here)}`
      : `${told.map(cniInSentence).join(' or ')}; here it is ${cniInSentence(here)}`,
  open: (here: CloudName) =>
    `nodes that the internet gets to; here ${FIREWALLS[here]} lets nobody in, and the way in is a load balancer: a Service of type LoadBalancer, or an Ingress`,
  toldOf: (terms: readonly string[]) => `Told of ${terms.join(', and of ')}.`,
};
