import type { Cluster, ClusterPod } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';

// What docs.cilium.io security/policy says of one connection, word by word and with nothing of the engine: who somebody is, not
// which address, decides; what is denied is denied whatever else is allowed; who is selected by a rule with a section for a
// direction is shut in it, unless enableDefaultDeny says otherwise.

/** Who is at an end: a pod with its own network, a node (and what runs on its network), or somebody outside. */
export type Who =
  | { readonly is: 'pod'; readonly pod: ClusterPod }
  | { readonly is: 'node'; readonly name?: string }
  | { readonly is: 'world'; readonly ip: string };

export interface Call {
  readonly from: Who;
  readonly to: Who;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly port: number;
  /** Absent: each node counts as the own one and as another. */
  readonly sameNode?: boolean;
}

type Given = Readonly<Record<string, unknown>>;
type Side = 'ingress' | 'egress';

const records = (value: unknown): readonly Given[] => (Array.isArray(value) ? (value as Given[]) : []);
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as string[]) : []);

export function ciliumAllows(cluster: Cluster, objects: readonly RawObject[], call: Call): boolean {
  if (call.from.is === 'pod' && call.to.is === 'pod' && call.from.pod === call.to.pod) return true;
  return side(cluster, objects, call, 'egress') && side(cluster, objects, call, 'ingress');
}

function side(cluster: Cluster, objects: readonly RawObject[], call: Call, way: Side): boolean {
  const [own, peer] = way === 'egress' ? [call.from, call.to] : [call.to, call.from];
  if (own.is !== 'pod') return true;
  let [shut, allowed, denied] = [false, false, false];
  for (const { kind, metadata, spec } of objects) {
    const given = spec as Given | undefined;
    if (given === undefined) continue;
    const namespace = metadata['namespace'] as string | undefined;
    const asked = { cluster, call, way, peer, ...(namespace !== undefined && { namespace }) };
    if (kind === 'NetworkPolicy') {
      if (namespace !== own.pod.namespace || !meets(given['podSelector'], own.pod.labels)) continue;
      const types = texts(given['policyTypes']);
      const named = way === 'ingress' ? 'Ingress' : 'Egress';
      const speaks =
        types.length > 0 ? types.includes(named) : way === 'ingress' || records(given['egress']).length > 0;
      if (!speaks) continue;
      shut = true;
      allowed ||= records(given[way]).some((rule) => plainRule(asked, rule));
    } else if (/^Cilium.*NetworkPolicy$/.test(kind)) {
      if (namespace !== undefined && namespace !== own.pod.namespace) continue;
      if (!isEndpoint(cluster, given['endpointSelector'], own.pod)) continue;
      const [rules, denials] = [records(given[way]), records(given[`${way}Deny`])];
      const deny = (given['enableDefaultDeny'] as Given | undefined)?.[way];
      shut ||= typeof deny === 'boolean' ? deny : rules.length + denials.length > 0;
      allowed ||= rules.some((rule) => ciliumRule(asked, rule));
      denied ||= denials.some((rule) => ciliumRule(asked, rule));
    }
  }
  return !denied && (allowed || !shut);
}

interface Asked {
  readonly cluster: Cluster;
  readonly call: Call;
  readonly way: Side;
  readonly peer: Who;
  readonly namespace?: string;
}

function ciliumRule(asked: Asked, rule: Given): boolean {
  const end = asked.way === 'ingress' ? 'from' : 'to';
  const named = ['Endpoints', 'Entities', 'CIDRSet', 'Services'].filter((field) => rule[end + field] !== undefined);
  const ports = records(rule['toPorts']);
  if (named.length === 0 && ports.length === 0) return false;
  const { peer, cluster, namespace, call } = asked;
  const who = named.some((field) =>
    field === 'Entities'
      ? texts(rule[end + field]).some((name) => isEntity(name, peer, call.sameNode))
      : field === 'CIDRSet'
        ? records(rule[end + field]).some((block) => inBlock(block, peer))
        : field === 'Services'
          ? records(rule[end + field]).some(({ k8sService }) => isBehind(k8sService as Given, peer))
          : records(rule[end + field]).some((selector) => isPeer(cluster, selector, peer, namespace)),
  );
  if (named.length > 0 && !who) return false;
  return ports.length === 0 || ports.some((each) => records(each['ports']).some((port) => isPort(port, call)));
}

/** All Services of these worlds select pods of their namespace by app=a. */
const isBehind = ({ namespace }: Given, peer: Who): boolean =>
  peer.is === 'pod' && peer.pod.namespace === namespace && peer.pod.labels['app'] === 'a';

function isEntity(name: string, peer: Who, sameNode: boolean | undefined): boolean {
  if (name === 'all') return true;
  if (name === 'world') return peer.is === 'world';
  if (name === 'cluster') return peer.is !== 'world';
  if (name === 'host') return peer.is === 'node' && sameNode !== false;
  return name === 'remote-node' && peer.is === 'node' && sameNode !== true;
}

/** Within a namespaced policy, selectors that name no namespace mean its own. */
function isPeer(cluster: Cluster, selector: Given, peer: Who, namespace: string | undefined): boolean {
  if (peer.is !== 'pod') return false;
  const text = JSON.stringify(selector);
  const names = text.includes('io.kubernetes.pod.namespace') || text.includes('io.cilium.k8s.namespace.labels');
  if (!names && namespace !== undefined && peer.pod.namespace !== namespace) return false;
  return isEndpoint(cluster, selector, peer.pod);
}

/** All labels that Cilium gives a pod, whatever source a selector asks for. */
function isEndpoint(cluster: Cluster, selector: unknown, pod: ClusterPod): boolean {
  const space = cluster.namespaces.get(pod.namespace) ?? {};
  const labels: Record<string, string> = { ...pod.labels, 'io.kubernetes.pod.namespace': pod.namespace };
  for (const [key, value] of Object.entries(space)) labels[`io.cilium.k8s.namespace.labels.${key}`] = value;
  return meets(JSON.parse(JSON.stringify(selector).replaceAll(/"(k8s|any):/g, '"')), labels);
}

function meets(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels = {}, matchExpressions } = selector as Given;
  return (
    Object.entries(matchLabels as object).every(([key, value]) => labels[key] === value) &&
    records(matchExpressions).every(({ key, operator, values }) => {
      const has = labels[key as string];
      if (operator === 'Exists') return has !== undefined;
      if (operator === 'DoesNotExist') return has === undefined;
      return (has !== undefined && texts(values).includes(has)) === (operator === 'In');
    })
  );
}

const bits = (ip: string): number => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

function holds(cidr: string, ip: string): boolean {
  const [network = '', length = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(length));
  return Math.floor(bits(network) / size) === Math.floor(bits(ip) / size);
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
          : meets(namespaceSelector, cluster.namespaces.get(pod.namespace) ?? {});
      return there && (podSelector === undefined || meets(podSelector, pod.labels));
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
