import type { ProxyMode } from '../../engine/objects.ts';
import { type HeaderChange, formatEndpoint } from '../../engine/packets.ts';
import type { Outcome, Verdict } from '../../engine/outcomes.ts';
import { ENGLISH } from '../../narration/en/all-words.ts';
import type { HopCount, LookupStep } from '../../simulation/views/compare-modes.ts';
import type { BadgeTone } from '../../ui/Badge.tsx';

export const MODE_NAMES: Readonly<Record<ProxyMode, string>> = {
  iptables: 'iptables',
  nftables: 'nftables',
  ipvs: 'IPVS',
  ebpf: 'eBPF',
};

/** How the mode finds a Service: why there is more than one. */
export const MODE_WAYS: Readonly<Record<ProxyMode, string>> = {
  iptables: 'One rule after the other, until one matches.',
  nftables: 'One look into a hash map, however many Services there are.',
  ipvs: 'A hash table of virtual servers in the kernel.',
  ebpf: 'Programs at sockets and devices translate: no Service rules.',
};

export const VERDICTS: Readonly<Record<Verdict, { readonly text: string; readonly tone: BadgeTone }>> = {
  REACHABLE: { text: 'Reachable', tone: 'reply' },
  UNREACHABLE: { text: 'Unreachable', tone: 'rejected' },
  AMBIGUOUS: { text: 'Depends on chance', tone: 'changed' },
  UNDETERMINED: { text: 'Not known', tone: 'changed' },
};

/** "Pod shop/web-0, container app"; undefined when nobody answers. */
export function answerer({ destination }: Pick<Outcome, 'destination'>): string | undefined {
  if (destination === null) return undefined;
  const { kind, namespace, name, container } = destination;
  const object = `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
  return container === undefined ? object : `${object}, container ${container}`;
}

/** The source in the last packet's header, as it arrives; undefined when it arrives nowhere. */
export function seenSource({ destination, final }: Pick<Outcome, 'destination' | 'final'>): string | undefined {
  return destination === null ? undefined : formatEndpoint(final.sourceIP, final.sourcePort);
}

/** Where the Service was found, and among how many. */
export function lookupWords(step: LookupStep | undefined): string {
  if (step === undefined) return 'nothing: no Service is asked for';
  if (step.type === 'IPVS') return 'hash table of virtual servers, one lookup';
  if (step.type === 'BPF') return `eBPF map at ${step.detail.attached}, one lookup`;
  const { found, chain, index, of } = step.detail;
  if (found?.map !== undefined) return `hash map ${found.map}, one lookup`;
  return `linear chain ${chain}, rule ${index} of ${of}`;
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
export function wayWords(hops: readonly HopCount[], direction: HopCount['direction']): string {
  return hops
    .filter((hop) => hop.direction === direction)
    .map(({ namespace }) => ENGLISH.place(namespace))
    .join(' → ');
}

function join(ip: string | undefined, port: string | undefined): string {
  if (port === undefined) return ip ?? '';
  if (ip === undefined) return `:${port}`;
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}
