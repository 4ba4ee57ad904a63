import type { Cluster, ClusterPod } from '../../kubernetes/cluster/cluster.ts';
import { interceptionOf } from '../../kubernetes/mesh/interception.ts';
import { namesOf } from '../outcome/named.ts';
import type { Cause } from '../outcome/outcome.ts';
import type { Endpoint } from '../run/onward.ts';
import type { Peer } from '../run/parsed-request.ts';
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
