import type { Cluster, ClusterPod } from '../../src/engine/kubernetes/cluster/cluster.ts';
import type { TransportProtocol } from '../../src/engine/kubernetes/model/basics.ts';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { cidrContains, parseCidr } from '../../src/engine/net/cidr.ts';
import { ipFamily, type Ip } from '../../src/engine/net/ip.ts';

// What NetworkPolicies allow, read from their text and never from a rule or the engine's reading of them: the second opinion.
// Kubernetes API v1.34 networking/v1 NetworkPolicySpec.

type Selector = {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
};
interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}
interface Port {
  readonly protocol?: string;
  readonly port?: number | string;
  readonly endPort?: number;
}
interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly Port[];
}
interface Spec {
  readonly podSelector: Selector;
  readonly policyTypes?: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}
type Labels = Readonly<Record<string, string>>;

/** One end of a connection. No pod: a node or somebody outside. No address: not known. */
export interface PolicyEnd {
  readonly pod?: ClusterPod;
  readonly ip?: Ip;
}

export interface PolicyQuestion {
  readonly direction: 'Ingress' | 'Egress';
  /** Whose policies are asked. */
  readonly pod: ClusterPod;
  readonly other: PolicyEnd;
  readonly protocol: TransportProtocol;
  /** Where the connection arrives, after translation, and the pod that it reaches. */
  readonly port: number;
  readonly target?: ClusterPod;
}

/** A wrong way to read policies. Where it comes to another answer, a flow tells that nobody reads them so. */
export interface Misreading {
  /** `except` is passed over. */
  readonly exceptIgnored?: true;
  /** A range is its first port. */
  readonly endPortIgnored?: true;
  /** Names of ports mean what they mean in this pod. */
  readonly portsOf?: ClusterPod;
  /** The pod's own node is a stranger. */
  readonly nodeIsStranger?: true;
}

/** undefined: it depends on an address that is not known. */
export function allowedByPolicies(
  cluster: Cluster,
  question: PolicyQuestion,
  misreading: Misreading = {},
): boolean | undefined {
  const { pod, direction } = question;
  if (pod.hostNetwork) return true;
  const specs = policiesOf(cluster).filter(
    ({ namespace, spec }) =>
      namespace === pod.namespace && matches(spec.podSelector, pod.labels) && typesOf(spec).includes(direction),
  );
  if (specs.length === 0) return true;
  const answers = specs
    .flatMap(({ namespace, spec }) =>
      ((direction === 'Ingress' ? spec.ingress : spec.egress) ?? []).map((rule) => ({ namespace, rule })),
    )
    .filter(
      ({ rule }) => rule.ports === undefined || rule.ports.length === 0 || rule.ports.some((one) => hitsPort(one)),
    )
    .map(({ namespace, rule }) => {
      const peers = (direction === 'Ingress' ? rule.from : rule.to) ?? [];
      if (peers.length === 0) return true;
      return any(peers.map((peer) => hitsPeer(cluster, namespace, read(peer), question.other)));
    });
  return any(answers);

  function hitsPort({ protocol = 'TCP', port, endPort }: Port): boolean {
    if (protocol !== question.protocol) return false;
    if (port === undefined) return true;
    const last = misreading.endPortIgnored ? undefined : endPort;
    if (typeof port === 'number') return question.port >= port && question.port <= (last ?? port);
    const found = (misreading.portsOf ?? question.target)?.containers
      .flatMap(({ ports }) => ports)
      .find((one) => one.name === port && one.protocol === protocol);
    return found?.containerPort === question.port;
  }

  function read(peer: Peer): Peer {
    if (misreading.exceptIgnored !== true || peer.ipBlock === undefined) return peer;
    return { ipBlock: { cidr: peer.ipBlock.cidr } };
  }
}

function any(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

const typesOf = ({ policyTypes, egress }: Spec): readonly string[] =>
  policyTypes ?? ['Ingress', ...(egress === undefined || egress.length === 0 ? [] : ['Egress'])];

function policiesOf({ objects }: Cluster): readonly { readonly namespace: string; readonly spec: Spec }[] {
  return [...objects.values()]
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .map(({ metadata, spec }: RawObject) => ({ namespace: metadata?.namespace ?? 'default', spec: spec as Spec }));
}

function hitsPeer(cluster: Cluster, namespace: string, peer: Peer, { pod, ip }: PolicyEnd): boolean | undefined {
  const { ipBlock, podSelector, namespaceSelector } = peer;
  if (ipBlock !== undefined) {
    if (ip === undefined) return undefined;
    return holds(ipBlock.cidr, ip) && !(ipBlock.except ?? []).some((cidr) => holds(cidr, ip));
  }
  if (pod === undefined || pod.hostNetwork) return false;
  if (namespaceSelector === undefined && pod.namespace !== namespace) return false;
  if (namespaceSelector !== undefined && !matches(namespaceSelector, namespaceLabels(cluster, pod.namespace)))
    return false;
  return podSelector === undefined || matches(podSelector, pod.labels);
}

function holds(text: string, ip: Ip): boolean {
  const cidr = parseCidr(text);
  if (cidr === undefined) throw new Error(`not a network: ${text}`);
  return cidr.includes(':') === (ipFamily(ip) === 6) && cidrContains(cidr, ip);
}

function namespaceLabels({ objects }: Cluster, name: string): Labels {
  const found = [...objects.values()].find(({ kind, metadata }) => kind === 'Namespace' && metadata?.name === name);
  return { 'kubernetes.io/metadata.name': name, ...(found?.metadata?.labels as Labels | undefined) };
}

function matches({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        default:
          throw new Error(`no such operator: ${operator}`);
      }
    })
  );
}
