import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { interceptionOf } from '../../kubernetes/mesh/interception.ts';
import type { StoredObject } from '../../kubernetes/cluster/object-store.ts';
import { namesOf } from '../outcome/named.ts';
import type { Cause } from '../outcome/outcome.ts';
import type { Endpoint } from '../run/onward.ts';
import type { Peer } from '../run/parsed-request.ts';
import type { Call, Denial } from './authorization.ts';
import type { Demand, Spoken } from './mutual-tls.ts';

interface Refused {
  readonly pod: ClusterPod;
  readonly asked: Endpoint;
  readonly demand: Demand;
  readonly peer: Peer | undefined;
}

/** The server's proxy demands mutual TLS, and the client does not speak it. */
export function explainPlainClient({ pod, asked, demand, peer }: Refused): Cause | undefined {
  const { by } = demand;
  if (by === undefined) return undefined;
  const of = { pod: namesOf(pod), port: asked.port, policy: by.object };
  const code = 'MESH_DEMANDS_MUTUAL_TLS';
  if (peer?.rule !== undefined) {
    const { object, path, says } = peer.rule;
    const fix = setMode({ object, path }, 'ISTIO_MUTUAL');
    return { code, detail: { ...of, client: 'RULE', rule: object, mode: says }, object, path, fix };
  }
  const client = peer?.passedThrough === true ? 'PASSED_THROUGH' : 'NO_PROXY';
  const { object, path } = by;
  return { code, detail: { ...of, client }, object, path, fix: setMode(by, 'PERMISSIVE') };
}

/** A PeerAuthentication switches mutual TLS off, and a rule has the client's proxy speak it all the same. */
export function explainUnreadTls({ pod, asked, demand, peer }: Refused): Cause | undefined {
  if (peer?.rule === undefined) return undefined;
  const { object, path } = peer.rule;
  const policy = demand.by === undefined ? {} : { policy: demand.by.object };
  const detail = { pod: namesOf(pod), port: asked.port, rule: object, ...policy };
  return { code: 'MESH_SERVER_SPEAKS_PLAIN', detail, object, path, fix: setMode({ object, path }, 'DISABLE') };
}

/** AuthorizationPolicies do not let a call in. */
export function explainRefusal(pod: ClusterPod, call: Call, denial: Denial): Cause {
  const { port, ip, principal, http } = call;
  const asked = http === undefined ? {} : { asked: `${http.method} ${http.path}` };
  const of = { pod: namesOf(pod), port, client: ip, ...(principal !== undefined && { principal }), ...asked };
  const code = 'MESH_REFUSES';
  if (denial.is === 'DENY') {
    const { policy, rule } = denial;
    const object = policy.ref;
    const value = rulesOf(policy).filter((_, at) => at !== rule);
    const fix = { code: 'REMOVE_DENIAL', detail: { rule }, object, path: ['spec', 'rules'], value } as const;
    return { code, detail: { ...of, is: 'DENY', policy: object, rule }, object, path: ['spec', 'rules', rule], fix };
  }
  const [first, ...others] = denial.policies;
  const object = first.ref;
  const path = ['spec', 'rules'];
  const source = principal === undefined ? { ipBlocks: [ip] } : { principals: [principal] };
  const added = { from: [{ source }], to: [{ operation: { ports: [String(port)] } }] };
  const value = [...rulesOf(first), added];
  const fix = { code: 'ALLOW_CLIENT', detail: { client: principal ?? ip, port }, object, path, value } as const;
  const detail = { ...of, is: 'NOBODY_ALLOWS', policy: object, others: others.map(({ ref }) => ref) } as const;
  return { code, detail, object, path, fix };
}

/** As they are written. */
function rulesOf({ raw }: StoredObject): readonly unknown[] {
  const { rules } = (raw['spec'] ?? {}) as { readonly rules?: unknown };
  return Array.isArray(rules) ? rules : [];
}

/** A rule has the client's proxy speak mutual TLS to a pod that has no proxy; undefined: it does not, or that has one. */
export function explainPlainServer(
  cluster: Cluster,
  {
    server,
    endpoint,
    spoken,
  }: { readonly server: ClusterPod | undefined; readonly endpoint: Endpoint; readonly spoken: Spoken },
): Cause | undefined {
  const { rule } = spoken;
  if (!spoken.mutual || rule === undefined || server === undefined) return undefined;
  if (interceptionOf(cluster, server) !== undefined) return undefined;
  const { object, path } = rule;
  const detail = { pod: namesOf(server), port: endpoint.port, rule: object };
  return { code: 'MESH_SERVER_SPEAKS_PLAIN', detail, object, path, fix: setMode(rule, 'DISABLE') };
}

function setMode({ object, path }: Required<Pick<Cause, 'object' | 'path'>>, value: string): NonNullable<Cause['fix']> {
  return { code: 'SET_FIELD', detail: { field: 'mode', value }, object, path, value };
}
