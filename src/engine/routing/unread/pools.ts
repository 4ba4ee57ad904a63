import { type Ip, parseIp } from '../../net/ip.ts';
import { parseIpRange, rangeHolds } from '../../net/ip-range.ts';
import { namesOf } from '../outcome/named.ts';
import { concern, type ConcernOf, fieldsAt, listAt, textAt, textsAt, type UnreadObject } from './parties/concern.ts';
import type { Link, Parties } from './parties/parties.ts';
import { meets } from './parties/selectors.ts';

/** True when a range ("10.0.0.0/24", "10.0.0.5-10.0.0.9" or one address) contains an address. */
export function rangeContains(range: string, ip: Ip): boolean {
  const parsed = parseIpRange(range);
  return parsed === undefined ? parseIp(range.trim()) === ip : rangeHolds(parsed, ip);
}

/** The ranges of a pool, whatever its kind. */
function rangesOf({ raw }: UnreadObject): readonly string[] {
  const blocks = [
    ...listAt(raw, 'spec', 'blocks'),
    ...listAt(raw, 'spec', 'cidrs'),
    ...listAt(raw, 'spec', 'ipRanges'),
  ];
  return [
    ...textsAt(raw, 'spec', 'addresses'),
    ...textsAt(raw, 'spec', 'cidr'),
    ...textsAt(raw, 'spec', 'address'),
    ...blocks.flatMap((block) => {
      const [start, stop] = [textAt(block, 'start'), textAt(block, 'stop') ?? textAt(block, 'end')];
      return textAt(block, 'cidr') ?? (start === undefined ? [] : `${start}-${stop ?? start}`);
    }),
    ...['v4pools', 'v6pools'].flatMap((key) =>
      listAt(raw, 'spec', 'local', key).flatMap((pool) => textsAt(pool, 'pool')),
    ),
  ];
}

/** A connection from outside to an address of a load balancer: inside the cluster nobody needs an announcement. */
function calledFromOutside({ links, client }: Parties): Link | undefined {
  if (client.pod !== undefined || client.node !== undefined) return undefined;
  return links.find(({ service, calledIP }) => service?.loadBalancerIPs.some(({ ip }) => ip === calledIP) === true);
}

/** Pools of addresses that hold the one a client outside called. */
export const poolConcern: ConcernOf = (object, parties) => {
  const link = calledFromOutside(parties);
  const service = link?.service;
  if (link === undefined || service === undefined) return undefined;
  if (!rangesOf(object).some((range) => rangeContains(range, link.calledIP))) return undefined;
  const detail = { ip: link.calledIP, service: namesOf(service) };
  return concern(object, { code: 'ADDRESS_OF_POOL', detail }, { breaks: true });
};

/** What announces addresses, where one was called from outside that is in no pool of the input. */
export const announcementConcern: ConcernOf = (object, parties) => {
  const link = calledFromOutside(parties);
  if (link?.service === undefined) return undefined;
  const { raw, ref } = object;
  if (!/Advertisement|L2Announcement|PeeringPolicy|BGPClusterConfig/.test(ref.kind)) return undefined;
  const selector = fieldsAt(raw, 'spec')['serviceSelector'];
  if (selector !== undefined && !meets(selector, link.service.object.metadata.labels ?? {})) return undefined;
  const detail = { ip: link.calledIP, service: namesOf(link.service) };
  return concern(object, { code: 'ADDRESS_ANNOUNCED', detail });
};
