import type { HeaderChange } from '../../../engine/packets.ts';
import type { Beat, BeatFacts, BeatKind } from '../../../engine/story.ts';
import type { BeatNarration } from '../../narrator.ts';
import type { Captions, CaptionsAtHand, FailedKind, RareKind } from './captions.ts';
import { capital, destination, inShort, source } from './short-words.ts';

/** What every walk needs. */
const CAPTIONS: Captions<Exclude<BeatKind, FailedKind | RareKind>> = {
  NAME_ANSWERED: ({ lookup: { question, addresses, questions } }) => ({
    title: 'Name answered',
    caption: `DNS: ${question} is ${addresses[0] ?? 'known'}${questions.length > 2 ? `, after ${questions.length} questions` : ''}.`,
  }),
  SET_OFF: ({ at, packet }) => ({
    title: 'Sets off',
    caption: `${inShort(at)} sends a packet to ${destination(packet)}.`,
  }),
  CROSSED: ({ from, to }) => ({
    title: `To ${inShort(to)}`,
    caption: `From ${inShort(from)} on to ${inShort(to)}, unchanged.`,
  }),
  STAYED: ({ at, device }) => ({
    title: `Through ${device}`,
    caption: `It never leaves ${inShort(at)}: ${device} gives it back.`,
  }),
  WAY_CHOSEN: ({ at, of }) => ({
    title: 'Way chosen',
    caption: `${capital(inShort(at))} picks one of ${of} equal ways.`,
  }),
  DESTINATION_CHANGED: ({ at, packet, subject, chosen }) => {
    const who = subject === undefined ? `A rule on ${inShort(at)}` : `A rule of ${subject.kind} ${subject.name}`;
    // A pod has none: it redirects to another port of its own, or a port of its node leads to it.
    const ofOne = subject?.kind === 'Pod' ? 'sends it on' : 'has one endpoint';
    const what = chosen ? 'picks an endpoint' : ofOne;
    return { title: 'Destination rewritten', caption: `${who} ${what}: now to ${destination(packet)}.` };
  },
  SOURCE_CHANGED: ({ at, packet }) => ({
    title: 'Source rewritten',
    caption: `${capital(inShort(at))} puts its own address in: from ${source(packet)}.`,
  }),
  RESTORED: ({ at, changes, packet }) => {
    const isSource = touches(changes, 'source');
    const what = isSource ? `from ${source(packet)} again` : `to ${destination(packet)} again`;
    return { title: 'Restored', caption: `Conntrack on ${inShort(at)} remembers: ${what}.` };
  },
  ARRIVED: ({ at, process }) => ({
    title: 'Taken',
    caption: `${process === undefined || process === inShort(at) ? inShort(at) : `${process} in ${inShort(at)}`} takes it.`,
  }),
  LEFT: ({ packet }) => ({ title: 'Leaves', caption: `It leaves the cluster as ${source(packet)}.` }),
  ANSWERED: ({ at, error, packet }) => ({
    title: error ? 'Error sent' : 'Answers',
    caption: error
      ? `${capital(inShort(at))} sends an error back.`
      : `${capital(inShort(at))} answers ${packet.destinationIP}.`,
  }),
  CAME_BACK: ({ at, error, status }) => ({
    title: error ? 'Error received' : 'Answered',
    caption: error
      ? `${capital(inShort(at))} is told at once.`
      : `${status ? `HTTP ${status}` : 'The answer'} is back in ${inShort(at)}.`,
  }),
};

/** A beat in words. */
export function narrateBeat({ lead }: Beat, { failed, rare }: CaptionsAtHand): BeatNarration {
  const all: Partial<Captions<BeatKind>> = { ...CAPTIONS, ...failed, ...rare };
  const say = all[lead.kind] as ((facts: BeatFacts[BeatKind]) => BeatNarration) | undefined;
  const plain = lead.kind.toLowerCase().replaceAll('_', ' ');
  return say?.(lead.facts) ?? { title: plain, caption: `${plain}.` };
}

function touches(changes: readonly HeaderChange[], end: 'source' | 'destination'): boolean {
  return changes.some(({ field }) => field.startsWith(end));
}
