import { type Ip, ipFamily } from '../../net/ip.ts';
import { isPrivateIp } from '../../net/private-ranges.ts';
import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { namesOf } from '../outcome/named.ts';
import { type Concern, concern, fieldsAt, listAt, textAt, type UnreadObject } from './parties/concern.ts';
import type { Parties } from './parties/parties.ts';
import { rangeContains } from './pools.ts';

/** A packet of a pod that left the cluster. */
interface Leaving {
  readonly pod: ClusterPod;
  readonly to: Ip;
  /** It has the pod's own address. */
  readonly isOwn: boolean;
}

/** Those of pods that have an address of their own, as the walk has them. */
function leavingOf({ outcomes, client, links }: Parties): readonly Leaving[] {
  const exits = links.filter((link) => link.exits);
  if (exits.length === 0) return [];
  return outcomes.flatMap(({ legs }) =>
    legs.flatMap(({ kind, request: { final } }): readonly Leaving[] => {
      const link = exits.find(({ ip, kind: of }) => ip === final.destinationIP && of === kind);
      const pod = link?.client.pod ?? (link === undefined ? undefined : client.pod);
      if (pod === undefined || pod.hostNetwork) return [];
      return [{ pod, to: final.destinationIP, isOwn: pod.ips.includes(final.sourceIP) }];
    }),
  );
}

/** The network outside of the nodes carries pods' addresses, as clouds' do whose pods have some of theirs. */
const isRouted = ({ settings: { cloud } }: Cluster, to: Ip): boolean => cloud !== undefined && isPrivateIp(to);

/** `keeps`: whether a packet to this address keeps the pod's own. undefined: nothing is said about it. */
function turned(
  object: Pick<UnreadObject, 'ref'>,
  parties: Parties,
  keeps: (to: Ip) => boolean | undefined,
): Concern | undefined {
  const found = leavingOf(parties).find(({ to, isOwn }) => (keeps(to) ?? isOwn) !== isOwn);
  if (found === undefined) return undefined;
  const detail = { pod: namesOf(found.pod), to: found.to };
  if (found.isOwn) return concern(object, { code: 'LEAVES_TRANSLATED', detail }, { mends: true });
  const breaks = !isRouted(parties.cluster, found.to);
  return concern(object, { code: 'LEAVES_UNTRANSLATED', detail }, { breaks });
}

const CIDR = /[\da-fA-F.:]{1,39}\/\d{1,3}/g;
/** Longer than any part of an address. */
const KEY = /[A-Za-z]{5}/;
const LINK_LOCAL = '169.254.0.0/16';

/**
 * What an ip-masq-agent leaves alone, in YAML or JSON: what stands behind nonMasqueradeCIDRs up to the next key, and what is link-local.
 * // kubernetes-sigs/ip-masq-agent cmd/ip-masq-agent/ip-masq-agent.go
 */
export function agentConcern(object: UnreadObject, parties: Parties): Concern | undefined {
  const text = Object.values(fieldsAt(object.raw, 'data'))
    .filter((value) => typeof value === 'string')
    .join('\n');
  const behind = text.split('nonMasqueradeCIDRs')[1] ?? '';
  const end = behind.search(KEY);
  const ranges = [...(end < 0 ? behind : behind.slice(0, end)).matchAll(CIDR)].map(([range]) => range);
  if (ranges.length === 0) return undefined;
  const spared = /masqLinkLocal["']?\s*:\s*true/i.test(text) ? ranges : [...ranges, LINK_LOCAL];
  return turned(object, parties, (to) =>
    ipFamily(to) === 4 ? spared.some((range) => rangeContains(range, to)) : undefined,
  );
}

/** Cilium masquerades what leaves, unless it is told not to, or told of networks that know the pods. // docs.cilium.io network/concepts/masquerading */
export function ciliumLeaves(object: UnreadObject, parties: Parties): Concern | undefined {
  const data = fieldsAt(object.raw, 'data');
  const isOff = (family: 4 | 6): boolean =>
    [data[`enable-ipv${family}-masquerade`], data['masquerade']].includes('false');
  const native = ([4, 6] as const).flatMap((family) => textAt(data, `ipv${family}-native-routing-cidr`) ?? []);
  return turned(object, parties, (to) =>
    isOff(ipFamily(to)) || native.some((range) => rangeContains(range, to)) ? true : undefined,
  );
}

/** Variables of a network plugin's DaemonSet by which it translates nothing that leaves. // docs.tigera.io calico reference/configure-calico-node */
const SWITCHES: Readonly<Record<string, 4 | 6>> = {
  CALICO_IPV4POOL_NAT_OUTGOING: 4,
  CALICO_IPV6POOL_NAT_OUTGOING: 6,
};

/** A network plugin whose DaemonSet has it leave pods' addresses as they are. */
export function switchConcerns(parties: Parties): readonly Concern[] {
  if (leavingOf(parties).length === 0) return [];
  return parties.cluster.ofKind('DaemonSet').flatMap((object): readonly Concern[] => {
    const variables = listAt(object.raw, 'spec', 'template', 'spec', 'containers').flatMap((container) =>
      listAt(container, 'env'),
    );
    const off = variables.flatMap((one) =>
      String(fieldsAt(one)['value']) === 'false' ? (SWITCHES[textAt(one, 'name') ?? ''] ?? []) : [],
    );
    return off.length === 0
      ? []
      : [turned(object, parties, (to) => (off.includes(ipFamily(to)) ? true : undefined))].flatMap(
          (each) => each ?? [],
        );
  });
}
