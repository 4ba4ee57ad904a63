import { type NamespaceId, podNamespace, stepOrigin, type Step } from '../../../engine/packets.ts';
import type { BeatNarration } from '../../narrator.ts';
import type { Captions, FailedKind } from './captions.ts';
import { capital, inShort } from './short-words.ts';

/** A page fetches them when a request fails. */
export const FAILED_CAPTIONS: Captions<FailedKind> = {
  NAME_UNANSWERED: ({ lookup: { question, rcode } }) => ({
    title: 'Name not answered',
    caption: rcode === 'NO_ANSWER' ? `DNS does not answer for ${question}.` : `DNS knows no address for ${question}.`,
  }),
  STOPPED: ({ at, step, reply }) => {
    const { title, caption } = stopped(at, step);
    return { title, caption: reply ? `The answer is lost. ${caption}` : caption };
  },
};

/** Who stopped a packet, and how its sender learns of it. */
function stopped(at: NamespaceId, step: Step): BeatNarration {
  const place = inShort(at);
  switch (step.type) {
    case 'SOCKET':
      return step.action === 'REFUSED'
        ? { title: 'Nobody listens', caption: `Nobody listens on port ${step.detail.port} in ${place}.` }
        : { title: 'Not expected', caption: `${capital(place)} does not expect it.` };
    case 'RULE': {
      const { subject, program, path } = stepOrigin(step);
      // Several NetworkPolicies select the pod: whichever one were named, it was not that one alone.
      if (program === 'network-policy' && subject?.kind === 'Pod') {
        const pod = inShort(podNamespace(subject.namespace ?? 'default', subject.name));
        const way = path?.[1] === 'egress' ? `out of ${pod}` : `into ${pod}`;
        return { title: 'No policy allows it', caption: `Dropped on ${place}: no NetworkPolicy lets it ${way}.` };
      }
      const who = subject === undefined ? `a rule of ${program}` : `${subject.kind} ${subject.name}`;
      return step.action === 'REJECT'
        ? { title: 'A rule answers', caption: `Rejected on ${place} by ${who}, with an error.` }
        : { title: 'A rule drops it', caption: `Dropped on ${place} by ${who}, without a word.` };
    }
    case 'POLICY':
      return {
        title: 'No rule passes it',
        caption: `Dropped on ${place}: no rule of ${step.detail.chain} lets it pass.`,
      };
    case 'ROUTE':
      return step.action === 'MARTIAN'
        ? { title: 'Martian', caption: `${capital(place)} drops it: this address cannot come from here.` }
        : { title: 'No way on', caption: `${capital(place)} has no way to ${step.detail.destination}.` };
    case 'NEIGHBOR':
      return { title: 'Nobody there', caption: `Nobody on the wire has ${step.detail.ip}.` };
    case 'TTL':
      return { title: 'TTL runs out', caption: `Its TTL runs out in ${place}: it went in circles.` };
    case 'MTU':
      return {
        title: 'Too large',
        caption: `${step.detail.bytes} bytes do not fit into ${step.detail.mtu} on ${place}.`,
      };
    case 'IPVS':
    case 'BPF':
      return { title: 'No endpoint', caption: `On ${place} there is no endpoint to send it to.` };
    default:
      return { title: 'Stopped', caption: `It gets no further than ${place}.` };
  }
}
