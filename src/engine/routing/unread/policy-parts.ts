import { enforcedKinds, strangeKinds } from '../../kubernetes/network-policy/policy-language.ts';
import type { Direction } from '../../kubernetes/network-policy/policy.ts';
import { readPolicies } from '../../kubernetes/network-policy/policy-set.ts';
import { isSubject } from '../../kubernetes/network-policy/select.ts';
import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { createReport } from '../../kubernetes/model/report.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import type { StoredObject } from '../../kubernetes/cluster/object-store.ts';
import { remembered } from '../../kubernetes/tools/ask.ts';
import { type Concern, fieldsAt, listAt } from './parties/concern.ts';
import type { End, Link, Parties } from './parties/parties.ts';
import { meets, meetsCilium } from './parties/selectors.ts';

/** Fields of a policy that is read that are not, and what they could do to connections of whom it selects. */
export interface PolicyPart {
  readonly ref: ObjectRef;
  readonly direction: Direction;
  readonly effect: 'refuses' | 'allows' | 'both';
  /** "toFQDNs", "toPorts.rules". */
  readonly fields: readonly string[];
  readonly selects: (pod: ClusterPod) => boolean;
  readonly selectsNode: (name: string) => boolean;
  /** Absent: whatever the port. */
  readonly ports?: ReadonlySet<string>;
}

const CILIUM = ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'] as const;

/** Those that name peers in a way that is not read: the rule holds for fewer than it should. */
const PEERS = ['toFQDNs', 'toGroups', 'fromGroups'];
const DEMANDS = ['fromRequires', 'toRequires', 'authentication'];
const OF_PORTS = ['rules', 'serverNames', 'listener'];
const LISTS = [
  ['ingress', 'ingress', 'Allow'],
  ['ingressDeny', 'ingress', 'Deny'],
  ['egress', 'egress', 'Allow'],
  ['egressDeny', 'egress', 'Deny'],
] as const;

/** The parts of Cilium's policies that are not read; none where the CNI does not read these policies at all. */
export function policyParts(cluster: Cluster): readonly PolicyPart[] {
  const enforced = new Set<string>(enforcedKinds(cluster));
  return CILIUM.filter((kind) => enforced.has(kind))
    .flatMap(cluster.ofKind)
    .flatMap((object) => specsOf(object).flatMap((spec) => partsOf(cluster, object, spec)));
}

/** Those with something to look at, found once for each object. */
const specsOf = ({ raw }: StoredObject): readonly unknown[] => partialSpecs(raw);

const partialSpecs = remembered((raw: StoredObject['raw']): readonly unknown[] =>
  [raw['spec'], ...listAt(raw, 'specs')].filter(
    (spec) =>
      fieldsAt(spec)['nodeSelector'] !== undefined || LISTS.some(([list]) => listAt(spec, list).some(isPartial)),
  ),
);

const isPartial = (rule: unknown): boolean => fieldsOf(rule, 'Allow').length > 0;

type Found = Pick<PolicyPart, 'effect' | 'fields' | 'ports'>;

function fieldsOf(rule: unknown, action: 'Allow' | 'Deny'): readonly Found[] {
  const given = fieldsAt(rule);
  const names = (list: readonly string[]): readonly string[] => list.filter((name) => given[name] !== undefined);
  const peers = names(PEERS);
  const ports = listAt(rule, 'toPorts').flatMap((each): readonly Found[] => {
    const own = OF_PORTS.filter((name) => isSaid(fieldsAt(each)[name]));
    if (own.length === 0) return [];
    const numbers = new Set(listAt(each, 'ports').map((port) => String(fieldsAt(port)['port'])));
    return [{ effect: 'refuses', fields: own.map((name) => `toPorts.${name}`), ports: numbers }];
  });
  return [
    ...(peers.length > 0 ? [{ effect: action === 'Allow' ? 'allows' : 'refuses', fields: peers } as const] : []),
    ...(names(DEMANDS).length > 0 ? [{ effect: 'refuses', fields: names(DEMANDS) } as const] : []),
    ...ports,
  ];
}

const isSaid = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && Object.keys(value).length > 0;

function partsOf(cluster: Cluster, { ref }: StoredObject, spec: unknown): readonly PolicyPart[] {
  const { endpointSelector, nodeSelector } = fieldsAt(spec);
  const common = {
    ref,
    selects: (pod: ClusterPod) =>
      endpointSelector !== undefined &&
      (ref.namespace === undefined || ref.namespace === pod.namespace) &&
      meetsCilium(endpointSelector, cluster, pod),
    selectsNode: (name: string) => nodeSelector !== undefined && meets(nodeSelector, cluster.node(name)?.labels ?? {}),
  };
  if (nodeSelector !== undefined) {
    const says = (direction: Direction): boolean =>
      listAt(spec, direction).length + listAt(spec, `${direction}Deny`).length > 0;
    return (['ingress', 'egress'] as const)
      .filter(says)
      .map((direction) => ({ ...common, direction, effect: 'both', fields: ['nodeSelector'] }));
  }
  return LISTS.flatMap(([list, direction, action]) =>
    listAt(spec, list).flatMap((rule) => fieldsOf(rule, action).map((found) => ({ ...common, direction, ...found }))),
  );
}

/** True where it speaks of an end of a connection in its direction. */
function isOf(part: PolicyPart, { pod, node }: End): boolean {
  if (pod !== undefined && !pod.hostNetwork) return part.selects(pod);
  const name = node?.name ?? pod?.nodeName;
  return name !== undefined && part.selectsNode(name);
}

const refOf = ({ pod, node }: End): ObjectRef | undefined =>
  pod === undefined
    ? node && { kind: 'Node', name: node.name }
    : { kind: 'Pod', namespace: pod.namespace, name: pod.name };

const crosses = ({ client, server }: Link): boolean => client.pod === undefined || client.pod !== server.pod;

/** What of policies that are read is not, where it could turn a connection; and policies that nobody enforces. */
export function policyPartConcerns(parties: Parties): readonly Concern[] {
  const links = parties.links.filter(crosses);
  const denied = [...parties.causes].some((code) => /POLICY_DENIES|DNS_UNREACHABLE/.test(code));
  const parts = policyParts(parties.cluster).flatMap((part): readonly Concern[] => {
    const { ref: object, direction, effect, fields, ports } = part;
    for (const link of links) {
      const own = direction === 'egress' ? link.client : link.server;
      const end = isOf(part, own) ? refOf(own) : undefined;
      if (end === undefined || ports?.has(String(link.port)) === false) continue;
      const { protocol, port } = link;
      const detail = { end, direction, effect, fields, protocol, port };
      const power = { breaks: effect !== 'allows', mends: effect !== 'refuses' && denied };
      return [{ object, code: 'POLICY_PART', detail, of: end, ...power }];
    }
    return [];
  });
  return [...parts, ...strangers(parties, links)];
}

function strangers({ cluster }: Parties, links: readonly Link[]): readonly Concern[] {
  const objects = strangeKinds(cluster).flatMap(cluster.ofKind);
  if (objects.length === 0 || cluster.settings.policiesIgnored === true) return [];
  return readPolicies(objects, createReport()).flatMap((policy): readonly Concern[] => {
    for (const { client, server } of links) {
      for (const [own, direction] of [[client, 'egress'] as const, [server, 'ingress'] as const]) {
        const { pod } = own;
        if (pod === undefined || policy[direction] === undefined || !isSubject(policy, pod, cluster)) continue;
        const { cni } = cluster.settings;
        const end = { kind: 'Pod', namespace: pod.namespace, name: pod.name };
        return [{ object: policy.ref, code: 'POLICY_NOT_ENFORCED', detail: { end, cni }, of: end }];
      }
    }
    return [];
  });
}
