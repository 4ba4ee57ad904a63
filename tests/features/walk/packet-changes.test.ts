import { WALK } from '../../../src/narration/en/page/first/walk.ts';
import { describe, expect, it } from 'vitest';
import type { PacketHeader } from '../../../src/engine/linux/model/packet.ts';
import { createIp } from '../../../src/engine/net/ip.ts';
import { headerLines, packetChanges } from '../../../src/features/walk/words/packet-changes.ts';

const start: PacketHeader = {
  protocol: 'TCP',
  sourceIP: createIp('10.244.1.2'),
  sourcePort: 40_000,
  destinationIP: createIp('10.96.0.10'),
  destinationPort: 80,
  ttl: 64,
  mark: 0,
};
const translated: PacketHeader = { ...start, destinationIP: createIp('10.244.2.3'), destinationPort: 8080 };

describe('packetChanges', () => {
  it('tells an address with its port as one change', () => {
    expect(packetChanges(start, translated, WALK.header)).toEqual([
      { name: 'destination', before: '10.96.0.10:80', after: '10.244.2.3:8080' },
    ]);
  });

  it('writes marks as iptables does, and none as none', () => {
    expect(packetChanges(start, { ...start, mark: 0x4000 }, WALK.header)).toEqual([
      { name: 'mark', before: 'none', after: '0x4000' },
    ]);
  });

  it('is empty when nothing changed', () => {
    expect(packetChanges(start, { ...start }, WALK.header)).toEqual([]);
  });
});

describe('headerLines', () => {
  it('keeps what a field was since the start, and marks it fresh only at the step that changed it', () => {
    const line = (before: PacketHeader) =>
      headerLines({ now: translated, start: start, before: before }, WALK.header).find(
        ({ name }) => name === 'destination',
      );
    expect(line(start)).toEqual({ name: 'destination', now: '10.244.2.3:8080', was: '10.96.0.10:80', fresh: true });
    expect(line(translated)?.fresh).toBe(false);
    expect(line(translated)?.was).toBe('10.96.0.10:80');
  });

  it('says nothing of the past of what is as it was', () => {
    expect(
      headerLines({ now: start, start: start, before: start }, WALK.header).some((each) => 'was' in each || each.fresh),
    ).toBe(false);
  });
});
