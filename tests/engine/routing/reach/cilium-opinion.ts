import type { Cluster, ClusterPod } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { type Given, holds, isRefused, records, texts } from './cilium-refusal-opinion.ts';

// What docs.cilium.io security/policy says of one connection, word by word and with nothing of the engine: who somebody is, not
// which address, decides; what is denied is denied whatever else is allowed; who is selected by a rule with a section for a
// direction is shut in it, unless enableDefaultDeny says otherwise; an object with a fault has no effect.

/** Who is at an end: a pod with its own network, a node (and what runs on its network), or somebody outside. */
export type Who =
  | { readonly is: 'pod'; readonly pod: ClusterPod }
  | { readonly is: 'node'; readonly name: string }
  | { readonly is: 'world'; readonly ip: string };

export interface Call {
  readonly from: Who;
  readonly to: Who;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly port: number;
  /** Absent: each node counts as the own one and as another. */
  readonly sameNode?: boolean;
}

type Side = 'ingress' | 'egress';

export function ciliumAllows(cluster: Cluster, objects: readonly RawObject[], call: Call): boolean {
  if (call.from.is === 'pod' && call.to.is === 'pod' && call.from.pod === call.to.pod) return true;
  return side(cluster, objects, call, 'egress') && side(cluster, objects, call, 'ingress');
}

const specsOf = ({ spec, specs }: RawObject): readonly Given[] => [
  ...(spec === undefined ? [] : [spec as Given]),
  ...records(specs),
];

function side(cluster: Cluster, objects: readonly RawObject[], call: Call, way: Side): boolean {
  const [own, peer] = way === 'egress' ? [call.from, call.to] : [call.to, call.from];
  if (own.is !== 'pod') return true;
  let [shut, allowed, denied] = [false, false, false];
  for (const object of objects) {
    const { kind, metadata } = object;
    const namespace = metadata['namespace'] as string | undefined;
    const asked = { cluster, objects, call, way, peer, ...(namespace !== undefined && { namespace }) };
    if (kind === 'NetworkPolicy') {
      const given = object['spec'] as Given;
      if (namespace !== own.pod.namespace || !meets(given['podSelector'], plainLabels(own.pod.labels))) continue;
      const types = texts(given['policyTypes']);
      const named = way === 'ingress' ? 'Ingress' : 'Egress';
      const speaks =
        types.length > 0 ? types.includes(named) : way === 'ingress' || records(given['egress']).length > 0;
      if (!speaks) continue;
      shut = true;
      allowed ||= records(given[way]).some((rule) => plainRule(asked, rule));
    } else if (/^Cilium.*NetworkPolicy$/.test(kind)) {
      if (namespace !== undefined && namespace !== own.pod.namespace) continue;
      if (isRefused(specsOf(object), namespace !== undefined)) continue;
      for (const given of specsOf(object)) {
        if (!isSelected(cluster, given['endpointSelector'] as Given | undefined, own.pod, namespace)) continue;
        const [rules, denials] = [records(given[way]), records(given[`${way}Deny`])];
        const deny = (given['enableDefaultDeny'] as Given | undefined)?.[way];
        shut ||= typeof deny === 'boolean' ? deny : rules.length + denials.length > 0;
        allowed ||= rules.some((rule) => ciliumRule(asked, rule));
        denied ||= denials.some((rule) => ciliumRule(asked, rule));
      }
    }
  }
  return !denied && (allowed || !shut);
}

interface Asked {
  readonly cluster: Cluster;
  readonly objects: readonly RawObject[];
  readonly call: Call;
  readonly way: Side;
  readonly peer: Who;
  readonly namespace?: string;
}

/** The endpointSelector of a policy of a namespace always applies in that namespace, whatever k8s: one its labels name. */
function isSelected(cluster: Cluster, selector: Given | undefined, pod: ClusterPod, namespace: string | undefined) {
  if (selector === undefined) return false;
  const { 'k8s:io.kubernetes.pod.namespace': _, ...rest } = (selector['matchLabels'] ?? {}) as Given;
  return meets(namespace === undefined ? selector : { ...selector, matchLabels: rest }, podLabels(cluster, pod));
}

function ciliumRule(asked: Asked, rule: Given): boolean {
  const end = asked.way === 'ingress' ? 'from' : 'to';
  const named = Object.keys(PEERS).filter((field) => rule[end + field] !== undefined);
  const ports = records(rule['toPorts']);
  if (named.length === 0 && ports.length === 0) return false;
  const who = named.some((field) =>
    (rule[end + field] as readonly unknown[]).some((one) => PEERS[field]?.(one, asked)),
  );
  if (named.length > 0 && !who) return false;
  return ports.length === 0 || ports.some((each) => records(each['ports']).some((port) => isPort(port, asked.call)));
}

const PEERS: Readonly<Record<string, (one: unknown, asked: Asked) => boolean>> = {
  Entities: (name, { peer, call }) => isEntity(name as string, peer, call.sameNode),
  CIDR: (cidr, { peer }) => inBlock({ cidr }, peer),
  CIDRSet: (block, { peer }) => inBlock(block as Given, peer),
  Services: (service, { peer }) => isBehind((service as Given)['k8sService'] as Given, peer),
  Nodes: (selector, { objects, peer }) => isNodeOf(objects, selector, peer),
  Endpoints: (selector, asked) => isPeer(selector as Given, asked),
};

/** All Services of these worlds select pods of their namespace by app=a. */
const isBehind = ({ namespace }: Given, peer: Who): boolean =>
  peer.is === 'pod' && peer.pod.namespace === namespace && peer.pod.labels['app'] === 'a';

function isNodeOf(objects: readonly RawObject[], selector: unknown, peer: Who): boolean {
  const node = objects.find(
    ({ kind, metadata }) => kind === 'Node' && peer.is === 'node' && metadata.name === peer.name,
  );
  return node !== undefined && meets(selector, plainLabels(node.metadata.labels ?? {}));
}

function isEntity(name: string, peer: Who, sameNode: boolean | undefined): boolean {
  if (name === 'all') return true;
  // All addresses of these worlds are of IPv4.
  if (name === 'world' || name === 'world-ipv4') return peer.is === 'world';
  if (name === 'cluster') return peer.is !== 'world';
  if (name === 'host') return peer.is === 'node' && sameNode !== false;
  return name === 'remote-node' && peer.is === 'node' && sameNode !== true;
}

interface Label {
  readonly source: 'k8s' | 'reserved';
  readonly key: string;
  readonly value: string;
}

const plainLabels = (labels: Given): readonly Label[] =>
  Object.entries(labels).map(([key, value]) => ({ source: 'k8s', key, value: String(value) }));

/** Labels that are no part of an identity: what these worlds draw of the table in identity-relevant-labels. */
const NO_IDENTITY = /^pod-template-hash/;

/** All labels that Cilium gives a pod. */
function podLabels(cluster: Cluster, { labels, namespace }: ClusterPod): readonly Label[] {
  const space = Object.entries(cluster.namespaces.get(namespace) ?? {});
  return [
    ...plainLabels(labels).filter(({ key }) => !NO_IDENTITY.test(key)),
    ...plainLabels(Object.fromEntries(space.map(([key, value]) => [`io.cilium.k8s.namespace.labels.${key}`, value]))),
    ...plainLabels({
      'io.kubernetes.pod.namespace': namespace,
      'io.cilium.k8s.policy.cluster': 'default',
      'io.cilium.k8s.policy.serviceaccount': 'default',
    }),
  ];
}

/** What an identity may be: of a node whose place is not known, either. */
function identities(cluster: Cluster, peer: Who, sameNode: boolean | undefined): readonly (readonly Label[])[] {
  if (peer.is === 'pod') return [podLabels(cluster, peer.pod)];
  const names =
    peer.is === 'world'
      ? ['world']
      : sameNode === undefined
        ? ['host', 'remote-node']
        : [sameNode ? 'host' : 'remote-node'];
  return names.map((key) => [{ source: 'reserved', key, value: '' }]);
}

/** Within a namespaced policy, selectors that name no namespace mean its own; in a cluster-wide one pods; but for those of reserved labels. */
function isPeer(selector: Given, { cluster, peer, namespace, call }: Asked): boolean {
  const keys = [
    ...Object.keys((selector['matchLabels'] ?? {}) as Given),
    ...records(selector['matchExpressions']).map(({ key }) => String(key)),
  ];
  const isReserved = keys.some((key) => key.startsWith('reserved:'));
  const names = keys.some((key) =>
    /^(k8s:|any:|)(io\.kubernetes\.pod\.namespace$|io\.cilium\.k8s\.namespace\.labels\.)/.test(key),
  );
  if (!isReserved && peer.is !== 'pod') return false;
  if (!isReserved && !names && namespace !== undefined && peer.is === 'pod' && peer.pod.namespace !== namespace)
    return false;
  return identities(cluster, peer, call.sameNode).some((labels) => meets(selector, labels));
}

/** A key may say where the label comes from. */
function meets(selector: unknown, labels: readonly Label[]): boolean {
  const { matchLabels = {}, matchExpressions } = selector as Given;
  const valueOf = (given: string): string | undefined => {
    const [source, key] = given.includes(':') ? given.split(':') : ['any', given];
    return labels.find((label) => label.key === key && (source === 'any' || label.source === source))?.value;
  };
  return (
    Object.entries(matchLabels as object).every(([key, value]) => valueOf(key) === value) &&
    records(matchExpressions).every(({ key, operator, values }) => {
      const has = valueOf(key as string);
      if (operator === 'Exists') return has !== undefined;
      if (operator === 'DoesNotExist') return has === undefined;
      return (has !== undefined && texts(values).includes(has)) === (operator === 'In');
    })
  );
}

/** Only addresses of nobody in the cluster. */
function inBlock({ cidr, cidrGroupRef, except }: Given, peer: Who): boolean {
  const network = cidrGroupRef === undefined ? String(cidr) : '203.0.113.0/24';
  return peer.is === 'world' && holds(network, peer.ip) && !texts(except).some((part) => holds(part, peer.ip));
}

function plainRule(asked: Asked, rule: Given): boolean {
  const { way, peer, namespace, cluster, call } = asked;
  const peers = records(rule[way === 'ingress' ? 'from' : 'to']);
  const who =
    peers.length === 0 ||
    peers.some(({ podSelector, namespaceSelector, ipBlock }) => {
      if (ipBlock !== undefined) return inBlock(ipBlock as Given, peer);
      if (peer.is !== 'pod') return false;
      const { pod } = peer;
      const there =
        namespaceSelector === undefined
          ? pod.namespace === namespace
          : meets(namespaceSelector, plainLabels(cluster.namespaces.get(pod.namespace) ?? {}));
      return there && (podSelector === undefined || meets(podSelector, plainLabels(pod.labels)));
    });
  const ports = records(rule['ports']);
  return who && (ports.length === 0 || ports.some((port) => isPort({ protocol: 'TCP', ...port }, call)));
}

function isPort({ port, endPort, protocol = 'ANY' }: Given, { to, protocol: asked, port: number }: Call): boolean {
  if (protocol !== 'ANY' && protocol !== asked) return false;
  if (port === undefined || port === '0') return true;
  if (!Number.isNaN(Number(port)))
    return Number(port) <= number && number <= Math.max(Number(endPort ?? port), Number(port));
  if (to.is !== 'pod') return false;
  return to.pod.containers.some(({ ports }) =>
    ports.some((each) => each.name === port && each.protocol === asked && each.containerPort === number),
  );
}
