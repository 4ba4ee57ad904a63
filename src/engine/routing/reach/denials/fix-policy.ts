import type { Policy, PolicyKind, PolicyRule } from '../../../kubernetes/network-policy/policy.ts';
import type { Party, PolicyPod } from '../../../kubernetes/network-policy/select.ts';
import type { RawObject } from '../../../kubernetes/model/object.ts';
import { isRecord } from '../../../kubernetes/model/reader.ts';
import type { Labels } from '../../../kubernetes/model/specs.ts';
import { hostCidr } from '../../../net/cidr.ts';
import type { Fix } from '../../outcome/fix.ts';
import { type Denial, endOf, transportOf } from './denial.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A change to the policy that allows the connection. `where`: the NetworkPolicy rule that lacks only the port, or the place of
 * the denying rule of a cluster-wide policy; absent: a new rule at the end.
 */
export function allowingFix(denial: Denial, policy: Policy, where?: PolicyRule | number): Fix {
  const { direction, connection, cluster, peer } = denial;
  const of = { policy: policy.ref, direction, transport: transportOf(connection) };
  const rules = listAt(policy.object, 'spec', direction);
  const change = { object: policy.ref, path: ['spec', direction] };
  const spelling = SPELLINGS[policy.kind];
  const port = spelling.port?.(connection);
  if (typeof where === 'object' && port !== undefined) {
    const path = ['spec', direction, where.index, 'ports'];
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
}

const ADMIN: Spelling = { rule: (denial) => clusterRule(denial, 'Allow', portNumber(denial.connection)) };

const SPELLINGS: Readonly<Record<PolicyKind, Spelling>> = {
  NetworkPolicy: { rule: ownRule, port: ownPort },
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

/** Labels that controllers give each pod or each revision anew. */
const PASSING =
  /^(pod-template-|controller-|job-name$|batch\.kubernetes\.io\/|apps\.kubernetes\.io\/|statefulset\.kubernetes\.io\/)/;

function lastingLabels(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !PASSING.test(key)));
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
