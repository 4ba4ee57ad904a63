import { type HeaderChange, formatEndpoint } from '../../engine/packets.ts';
import type { Outcome, Verdict } from '../../engine/outcomes.ts';
import type { Narrator } from '../../narration/narrator.ts';
import type { RoomWords } from '../../narration/page/language.ts';
import type { HopCount, LookupStep } from '../../simulation/views/compare-walks.ts';
import type { BadgeTone } from '../../ui/Badge.tsx';

type CompareWords = RoomWords['compare'];

export const VERDICT_TONES: Readonly<Record<Verdict, BadgeTone>> = {
  REACHABLE: 'reply',
  UNREACHABLE: 'rejected',
  AMBIGUOUS: 'changed',
  UNDETERMINED: 'changed',
};

/** "Pod shop/web-0, container app"; undefined when nobody answers. */
export function answerer(
  { destination }: Pick<Outcome, 'destination'>,
  words: Pick<CompareWords, 'container'>,
): string | undefined {
  if (destination === null) return undefined;
  const { kind, namespace, name, container } = destination;
  const object = `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
  return container === undefined ? object : words.container(object, container);
}

/** The source in the last packet's header, as it arrives; undefined when it arrives nowhere. */
export function seenSource({ destination, final }: Pick<Outcome, 'destination' | 'final'>): string | undefined {
  return destination === null ? undefined : formatEndpoint(final.sourceIP, final.sourcePort);
}

/** Equal where the Service was found in the same place, among as many. */
export function lookupKey(step: LookupStep | undefined): string {
  if (step === undefined || step.type === 'IPVS') return step?.type ?? '';
  if (step.type === 'BPF') return step.detail.attached;
  const { found, chain, index, of } = step.detail;
  return found?.map ?? `${chain} ${index} ${of}`;
}

/** Where the Service was found, and among how many. */
export function lookupWords(step: LookupStep | undefined, words: CompareWords['lookups']): string {
  if (step === undefined) return words.none;
  if (step.type === 'IPVS') return words.ipvs;
  if (step.type === 'BPF') return words.ebpf(step.detail.attached);
  const { found, chain, index, of } = step.detail;
  return found?.map === undefined ? words.chain(chain, index, of) : words.hashMap(found.map);
}

/** "10.96.0.10:80 → 10.244.1.3:8080" of each end that changed. */
export function changeWords(changes: readonly HeaderChange[]): readonly {
  readonly end: 'source' | 'destination';
  readonly before: string;
  readonly after: string;
}[] {
  return (['source', 'destination'] as const).flatMap((end) => {
    const ip = changes.find(({ field }) => field === `${end}IP`);
    const port = changes.find(({ field }) => field === `${end}Port`);
    if (ip === undefined && port === undefined) return [];
    const text = (of: 'before' | 'after'): string => join(ip?.[of], port?.[of]);
    return [{ end, before: text('before'), after: text('after') }];
  });
}

/** "Pod shop/a → Node node-1 → Pod shop/b" in one direction. */
export function wayWords(
  hops: readonly HopCount[],
  direction: HopCount['direction'],
  narrator: Pick<Narrator, 'place'>,
): string {
  return hops
    .filter((hop) => hop.direction === direction)
    .map(({ namespace }) => narrator.place(namespace))
    .join(' → ');
}

function join(ip: string | undefined, port: string | undefined): string {
  if (port === undefined) return ip ?? '';
  if (ip === undefined) return `:${port}`;
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}
