import type { ClusterPod } from '../../../kubernetes/cluster/cluster.ts';
import type { Labels, LabelSelector } from '../../../kubernetes/model/specs.ts';
import {
  type PlacedRule,
  placeOf,
  type Policy,
  type PolicyKind,
  type PolicyRule,
} from '../../../kubernetes/network-policy/policy.ts';
import { languageOf } from '../../../kubernetes/network-policy/policy-language.ts';
import type { Party, PolicyPod } from '../../../kubernetes/network-policy/select.ts';
import type { RawObject } from '../../../kubernetes/model/object.ts';
import { isRecord } from '../../../kubernetes/model/reader.ts';
import { freeName } from '../../../kubernetes/tools/free-name.ts';
import { hostCidr } from '../../../net/cidr.ts';
import type { Fix } from '../../outcome/fix.ts';
import { calicoRule } from './calico-rule.ts';
import { ciliumPort, ciliumRule } from './cilium-rule.ts';
import { type Denial, endOf, transportOf } from './denial.ts';
import { lastingLabels, selectsMore, subjectLabels } from './subject-labels.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What allows a connection that NetworkPolicies do not: a change to one of them that selects just the workload of the end, else a
 * policy of its own for the pods of that workload that are isolated, so that nobody else is let and nobody loses anything. `near`: the rule that lacks only the port, where there is one.
 */
export function ownFix(denial: Denial, all: readonly Policy[], near?: PlacedRule): Fix | undefined {
  const { cluster, own } = denial;
  const policies = all.filter((policy) => canName(denial, policy));
  const pod =
    own.pod !== undefined && 'name' in own.pod ? cluster.pod(own.pod.namespace, String(own.pod.name)) : undefined;
  const labels = pod === undefined ? {} : subjectLabels(cluster, pod);
  const [first] = policies;
  // What a NetworkPolicy allows comes too late for a tier before theirs, and too early for one after it.
  if (first !== undefined && first.tier !== 'NetworkPolicy') return allowingFix(denial, first);
  if (pod === undefined || Object.keys(labels).length === 0) {
    const policy = near?.policy ?? first;
    return policy && widenedFor(denial, policy, near?.rule);
  }
  if (near !== undefined && !selectsMore(cluster, near.policy, labels))
    return allowingFix(denial, near.policy, near.rule);
  const fitting = policies.find((policy) => !selectsMore(cluster, policy, labels));
  return fitting === undefined ? newPolicy(denial, pod, isolatedOf(all, labels)) : allowingFix(denial, fitting);
}

/** Under Cilium only its own policies can name a node. */
function canName(denial: Denial, { kind }: Pick<Policy, 'kind'>): boolean {
  return kind !== 'NetworkPolicy' || !isNodeOfCilium(denial);
}

const isNodeOfCilium = ({ cluster, peer }: Denial): boolean =>
  languageOf(cluster) === 'cilium' && endOf(cluster, peer).is === 'NODE';

/** The end has no labels by which a policy could select it alone. */
function widenedFor(denial: Denial, policy: Policy, rule?: PolicyRule): Fix {
  const fix = allowingFix(denial, policy, rule);
  const unlabelled = endOf(denial.cluster, denial.own);
  if (fix.code === 'ADD_PORT_TO_RULE') return { ...fix, detail: { ...fix.detail, unlabelled } };
  return fix.code === 'ADD_RULE' ? { ...fix, detail: { ...fix.detail, unlabelled } } : fix;
}

/**
 * Of the pods with these labels those that one of the policies selects: what such a policy isolates is isolated already, and nobody
 * else loses what they take or send now. Of several that which needs the fewest more words.
 */
function isolatedOf(policies: readonly Policy[], labels: Labels): LabelSelector {
  const narrowed = policies.flatMap(({ subject }): readonly LabelSelector[] => {
    if (subject.kind !== 'pods') return [];
    const { pods = { labels: {}, expressions: [] } } = subject;
    // What is asked of a label that is given holds: the pod has both.
    const expressions = pods.expressions.filter(
      ({ key }) => labels[key] === undefined && pods.labels[key] === undefined,
    );
    return [{ labels: { ...pods.labels, ...labels }, expressions }];
  });
  const words = (selector: LabelSelector): number => Object.keys(selector.labels).length + selector.expressions.length;
  return narrowed.toSorted((a, b) => words(a) - words(b))[0] ?? { labels, expressions: [] };
}

/** As a manifest has it. */
function manifestOf({ labels, expressions }: LabelSelector): Fields {
  const matchExpressions = expressions.map(({ key, operator, values }) => ({
    key,
    operator,
    ...(values.length > 0 && { values }),
  }));
  return { matchLabels: labels, ...(matchExpressions.length > 0 && { matchExpressions }) };
}

function newPolicy(denial: Denial, { namespace, workload }: ClusterPod, selector: LabelSelector): Fix {
  const { cluster, connection, direction, peer } = denial;
  const kind: PolicyKind = isNodeOfCilium(denial) ? 'CiliumNetworkPolicy' : 'NetworkPolicy';
  const taken = new Set(cluster.ofKind(kind).flatMap(({ ref }) => (ref.namespace === namespace ? [ref.name] : [])));
  const policy = { kind, namespace, name: freeName(`${workload.name}-${direction}`, taken) };
  const named = { kind, metadata: { name: policy.name, namespace } };
  const value =
    kind === 'CiliumNetworkPolicy'
      ? {
          apiVersion: 'cilium.io/v2',
          ...named,
          spec: { endpointSelector: manifestOf(selector), [direction]: [ciliumRule(denial, { ref: policy })] },
        }
      : {
          apiVersion: 'networking.k8s.io/v1',
          ...named,
          spec: {
            podSelector: manifestOf(selector),
            policyTypes: [direction === 'ingress' ? 'Ingress' : 'Egress'],
            [direction]: [ownRule(denial)],
          },
        };
  const { labels, expressions } = selector;
  const selects = { labels, ...(expressions.length > 0 && { expressions }) };
  const detail = { policy, direction, transport: transportOf(connection), ...selects, peer: endOf(cluster, peer) };
  return { code: 'CREATE_POLICY', detail, object: policy, path: [], value };
}

/** Takes away a rule that denies whatever another one allows. */
export function removingFix(denial: Denial, { policy, direction, rule }: PlacedRule): Fix {
  const path = placeOf(policy, direction);
  const value = listAt(policy.object, ...path).filter((_, index) => index !== rule.index);
  const transport = transportOf(denial.connection);
  return {
    code: 'REMOVE_RULE',
    detail: { policy: policy.ref, direction, transport, rule: rule.index },
    object: policy.ref,
    path,
    value: value.length === 0 ? undefined : value,
  };
}

/**
 * A change to the policy that allows the connection. `where`: the NetworkPolicy rule that lacks only the port, or the place of
 * the denying rule of a cluster-wide policy; absent: a new rule at the end.
 */
export function allowingFix(denial: Denial, policy: Policy, where?: PolicyRule | number): Fix {
  const { direction, connection, cluster, peer } = denial;
  const of = { policy: policy.ref, direction, transport: transportOf(connection) };
  const place = placeOf(policy, direction);
  const rules = listAt(policy.object, ...place);
  const change = { object: policy.ref, path: place };
  const spelling = SPELLINGS[policy.kind];
  const port = spelling.port?.(connection);
  if (typeof where === 'object' && port !== undefined) {
    const path = [...place, where.index, spelling.ports ?? 'ports'];
    const value = [...listAt(policy.object, ...path), port];
    return { code: 'ADD_PORT_TO_RULE', detail: { ...of, rule: where.index }, object: policy.ref, path, value };
  }
  const detail = { ...of, peer: endOf(cluster, peer) };
  if (typeof where === 'number') {
    const value = [...rules.slice(0, where), spelling.rule(denial, policy), ...rules.slice(where)];
    return { code: 'ADD_RULE_BEFORE', detail: { ...detail, rule: where }, ...change, value };
  }
  return { code: 'ADD_RULE', detail, ...change, value: [...rules, spelling.rule(denial, policy)] };
}

function listAt(object: RawObject, ...path: readonly (string | number)[]): readonly unknown[] {
  let found: unknown = object;
  for (const key of path) {
    found = Array.isArray(found) ? (found as unknown[])[Number(key)] : isRecord(found) ? found[key] : undefined;
  }
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
}

/** How policies of a kind say that a connection is allowed. */
interface Spelling {
  readonly rule: (denial: Denial, policy: Policy) => Fields;
  /** One of `ports` of a rule; absent, or undefined: its ports are left as they are. */
  readonly port?: (connection: Denial['connection']) => Fields | undefined;
  /** Where it has them; absent: in `ports`. */
  readonly ports?: string;
}

const CILIUM: Spelling = { rule: ciliumRule, port: ciliumPort, ports: 'toPorts' };

/** A rule of it has one protocol: ports are not added to it. */
const CALICO: Spelling = { rule: calicoRule };

const ADMIN: Spelling = { rule: (denial) => clusterRule(denial, 'Allow', portNumber(denial.connection)) };

const SPELLINGS: Readonly<Record<PolicyKind, Spelling>> = {
  NetworkPolicy: { rule: ownRule, port: ownPort },
  CiliumNetworkPolicy: CILIUM,
  CiliumClusterwideNetworkPolicy: CILIUM,
  'NetworkPolicy.projectcalico.org': CALICO,
  GlobalNetworkPolicy: CALICO,
  AdminNetworkPolicy: ADMIN,
  BaselineAdminNetworkPolicy: ADMIN,
  ClusterNetworkPolicy: {
    rule: (denial, { object }) => clusterRule(denial, 'Accept', destinationPort(denial.connection, object.apiVersion)),
  },
};

function ownRule({ own, peer, connection, direction }: Denial): Fields {
  const port = ownPort(connection);
  const ports = port === undefined ? {} : { ports: [port] };
  return { [direction === 'ingress' ? 'from' : 'to']: [ownPeer(own, peer)], ...ports };
}

function ownPort({ protocol, port }: Denial['connection']): Fields | undefined {
  return protocol === 'ICMP' ? undefined : { protocol, port };
}

function ownPeer({ pod: subject }: Party, { pod, ip }: Party): Fields {
  if (pod === undefined) return { ipBlock: { cidr: ip === undefined ? '0.0.0.0/0' : hostCidr(ip) } };
  const { podSelector, namespaceSelector } = selectorsOf(pod);
  return subject?.namespace === pod.namespace ? { podSelector } : { namespaceSelector, podSelector };
}

function selectorsOf(pod: PolicyPod): { readonly podSelector: Fields; readonly namespaceSelector: Fields } {
  const labels = lastingLabels(pod.labels);
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': pod.namespace } },
    podSelector: Object.keys(labels).length === 0 ? {} : { matchLabels: labels },
  };
}

function clusterRule({ peer: { pod, ip }, direction }: Denial, action: 'Allow' | 'Accept', ports: Fields): Fields {
  const who =
    pod === undefined ? { networks: [ip === undefined ? '0.0.0.0/0' : hostCidr(ip)] } : { pods: selectorsOf(pod) };
  return { name: `allow-${direction}`, action, [direction === 'ingress' ? 'from' : 'to']: [who], ...ports };
}

function portNumber({ protocol, port }: Denial['connection']): Fields {
  return protocol === 'ICMP' ? {} : { ports: [{ portNumber: { protocol, port } }] };
}

/** As the version of the object spells ports. */
function destinationPort({ protocol, port }: Denial['connection'], apiVersion: string): Fields {
  if (protocol === 'ICMP') return {};
  const key = protocol.toLowerCase();
  return apiVersion.endsWith('/v1alpha2')
    ? { match: [{ [key]: [{ port: { number: port } }] }] }
    : { protocols: [{ [key]: { destinationPort: { number: port } } }] };
}
