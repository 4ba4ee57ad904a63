import type { Outcome } from '../../../../engine/outcomes.ts';
import type { ElementId } from '../../../../scenario/document/document.ts';
import type { PlaybackState } from '../../../../simulation/playback/playback-store.ts';
import { cueStep, type Timeline } from '../../../../simulation/playback/timeline.ts';
import type { Cue } from '../../../../simulation/playback/cue.ts';
import type { Board } from '../../board/placed-board.ts';
import { elementOfSubject, type Point } from '../../board/element.ts';
import { linksFrom } from '../../placing/links.ts';
import { changesOf } from './packet-label.ts';
import { podByAddress } from './picked.ts';

/** One of several that a rule or a proxy could have picked: a pod, or what its line leads to. */
export interface Candidate {
  readonly pod: ElementId;
  /** The line from the Service to it, or to the frame it stands in, in board pixels. */
  readonly way: readonly Point[];
  /** Of the requests that come to this choice; undefined: not known. */
  readonly share: number | undefined;
  readonly chosen: boolean;
}

export interface Choice {
  readonly service: ElementId | undefined;
  readonly candidates: readonly Candidate[];
}

/** More lines than these say no more than their number. */
const MOST = 12;

/** What the endpoint that this cue's rule, or proxy, picked was picked from; undefined: nothing was picked here. */
export function choiceAt(
  board: Board,
  { timeline, result }: Pick<PlaybackState, 'timeline' | 'result'>,
  cue: Cue,
): Choice | undefined {
  const picked = timeline && pickedHere(timeline, cue);
  if (timeline === undefined || picked === undefined) return undefined;
  const { address, subject } = picked;
  const shares = sharesOf(result?.outcomes ?? [], timeline, cue);
  const id = subject && elementOfSubject(subject);
  const content = id === undefined ? undefined : board.element(id)?.content;
  const service = content?.kind === 'service' ? content.service : undefined;
  const isWhole = result?.missing === undefined && timeline.outcome.ways === undefined;
  const ready = isWhole ? [] : [4, 6].flatMap((family) => service?.endpoints(family as 4 | 6) ?? []);
  const addresses = new Set([address, ...shares.keys(), ...ready.filter((each) => each.ready).map(({ ip }) => ip)]);
  const all = [...shares.values()].reduce((sum, share) => sum + share, 0);
  const links = id === undefined ? [] : (board.links ?? linksFrom(board, id));
  // What is folded into one card, or stands in one frame, is picked together.
  const candidates = new Map<ElementId, Candidate>();
  for (const ip of addresses) {
    const pod = podByAddress(board, ip) ?? '';
    const ends = [pod, board.element(pod)?.parent];
    const link = links.find(({ from, to }) => from === id && ends.includes(to));
    if (link === undefined) continue;
    const share = isWhole && all > 0 ? (shares.get(ip) ?? 0) / all : undefined;
    const before = candidates.get(link.to);
    candidates.set(link.to, {
      pod: link.to,
      way: link.way,
      share: share === undefined ? undefined : share + (before?.share ?? 0),
      chosen: ip === address || before?.chosen === true,
    });
  }
  const first = [...candidates.values()].toSorted((a, b) => Number(b.chosen) - Number(a.chosen)).slice(0, MOST);
  return { service: id, candidates: first };
}

function pickedHere(timeline: Timeline, cue: Cue) {
  const step = cueStep(timeline, cue);
  if (step?.type === 'ROUTE_MATCHED') {
    const address = timeline.outcome.legs[cue.leg + 1]?.request.flow.destinationIP;
    const { backend } = step.detail;
    return step.action === 'FORWARDED' && address !== undefined ? { address, subject: backend } : undefined;
  }
  const isChoice = cue.direction === 'request' && changesOf(step).some(({ field }) => field.startsWith('destination'));
  return isChoice ? { address: cue.packet.destinationIP as string, subject: cue.subject } : undefined;
}

/** Where the outcomes that come through the same place lead from there, with how likely each is. */
function sharesOf(outcomes: readonly Outcome[], timeline: Timeline, cue: Cue): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  const type = cueStep(timeline, cue)?.type;
  for (const { legs, probability } of outcomes) {
    const hop = legs[cue.leg]?.request.hops[cue.hop];
    if (hop?.namespace !== cue.namespace) continue;
    const step = hop.steps.find(
      (each) => each.type === type && (type === 'ROUTE_MATCHED' || changesOf(each).length > 0),
    );
    const ip = type === 'ROUTE_MATCHED' ? legs[cue.leg + 1]?.request.flow.destinationIP : step?.packet.destinationIP;
    if (step !== undefined && ip !== undefined) shares.set(ip, (shares.get(ip) ?? 0) + probability);
  }
  return shares;
}
