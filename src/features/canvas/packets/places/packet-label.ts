import type { Step, HeaderChange, HeaderField, PacketHeader } from '../../../../engine/packets.ts';
import type { DnsLookup } from '../../../../engine/outcomes.ts';

/** A run of characters of the label; `changed` when this step changed it, `struck` when it is what was there before. */
export interface LabelPart {
  readonly text: string;
  readonly changed: boolean;
  readonly struck?: true;
}

/** Source above, destination below; each address and port a part of its own. Below them those of the packet inside. */
export type Label = readonly (readonly LabelPart[])[];

/** `inner`: the packet that this one carries, if it is a tunnel's. `old`: what a changed end was stands above it, struck through. */
export function createLabel(packet: PacketHeader, step: Step | undefined, inner?: PacketHeader, old = false): Label {
  const outer = headerLines(packet, step, old);
  if (inner === undefined) return outer;
  const inside = headerLines(inner, undefined, false).map((line) => [{ text: '│ ', changed: false }, ...line]);
  return [...outer, ...inside];
}

/** A question for a name or its answer, as the packet of a lookup carries it. */
export function lookupLabel({ question, addresses, rcode }: DnsLookup, answered: boolean): Label {
  const answer = addresses[0] ?? (rcode === 'NOERROR' ? 'no address' : rcode);
  const asked = [{ text: `${question} ?`, changed: false }];
  return answered ? [asked, [{ text: `= ${answer}`, changed: true }]] : [asked];
}

function headerLines(packet: PacketHeader, step: Step | undefined, old: boolean): Label {
  const changes = new Map<HeaderField, string>(changesOf(step).map(({ field, before }) => [field, before]));
  const line = (mark: string, ip: 'sourceIP' | 'destinationIP', port: 'sourcePort' | 'destinationPort'): Label => {
    const now = endText(packet[ip], `${packet[port]}`);
    const parts = [
      { text: mark, changed: false },
      { text: now.ip, changed: changes.has(ip) },
    ];
    const shown = now.port === '' ? parts : [...parts, { text: now.port, changed: changes.has(port) }];
    if (!old || !(changes.has(ip) || changes.has(port))) return [shown];
    const before = endText(changes.get(ip) ?? packet[ip], changes.get(port) ?? `${packet[port]}`);
    const was: LabelPart = { text: `${before.ip}${before.port}`, changed: false, struck: true };
    return [[{ text: mark, changed: false }, was], shown];
  };
  return [...line('  ', 'sourceIP', 'sourcePort'), ...line('→ ', 'destinationIP', 'destinationPort')];
}

function endText(ip: string, port: string): { readonly ip: string; readonly port: string } {
  if (port === '0') return { ip, port: '' };
  return { ip: ip.includes(':') ? `[${ip}]` : ip, port: `:${port}` };
}

/** What a step wrote into the header; nothing for one that only passes it on. */
export function changesOf(step: Step | undefined): readonly HeaderChange[] {
  return step?.type === 'TRANSLATE' || step?.type === 'IPVS' || step?.type === 'BPF' ? step.detail.changes : [];
}

export function labelLength(label: Label): number {
  return Math.max(...label.map((line) => line.reduce((sum, { text }) => sum + text.length, 0)));
}
