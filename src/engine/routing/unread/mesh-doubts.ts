import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { StoredObject } from '../../kubernetes/cluster/object-store.ts';
import { interceptionOf } from '../../kubernetes/mesh/interception.ts';
import { membership } from '../../kubernetes/mesh/members.ts';
import { namesOf } from '../outcome/named.ts';
import { destinationRuleOf, peerAuthenticationOf } from '../mesh/istio-objects.ts';
import { clientRule, demandAt } from '../mesh/mutual-tls.ts';
import { concern, type Concern } from './parties/concern.ts';
import type { Link, Parties } from './parties/parties.ts';

/** What objects of Istio that are read could do where it is not known who is in the mesh, and what of them is not read. */
export function meshDoubts(parties: Parties): readonly Concern[] {
  const { cluster } = parties;
  const authentications = cluster.ofKind('PeerAuthentication');
  const rules = cluster.ofKind('DestinationRule');
  if (authentications.length + rules.length === 0) return [];
  return [
    ...authentications.flatMap((object) => doubtfulDemand(object, parties) ?? []),
    ...rules.flatMap((object) => unreadRule(object, parties) ?? []),
  ];
}

/** STRICT mutual TLS before a server or of a client that may be in the mesh or not, or whose connections are taken on its node. */
function doubtfulDemand(object: StoredObject, { cluster, links }: Parties): Concern | undefined {
  const link = links.find(({ client, server, port }) => {
    const { pod } = server;
    if (pod === undefined || membership(cluster, 'istio', server) === 'no') return false;
    const { mode, by } = demandAt(cluster, pod, port);
    if (mode !== 'STRICT' || by?.object.name !== object.ref.name || by.object.namespace !== object.ref.namespace)
      return false;
    const isWalked = interceptionOf(cluster, pod) !== undefined;
    const ofClient = membership(cluster, 'istio', client);
    return isWalked ? ofClient === 'maybe' : ofClient !== 'yes';
  });
  if (link?.server.pod === undefined) return undefined;
  const sure = membership(cluster, 'istio', link.client) === 'no';
  const detail = { pod: namesOf(link.server.pod), sure };
  return concern(object, { code: 'MUTUAL_TLS_DEMANDED', detail }, { breaks: true, mends: !sure });
}

/** TLS that is none of the mesh's, and how connections are spread, limited or no longer made. */
function unreadRule(object: StoredObject, { cluster, links }: Parties): Concern | undefined {
  const { host = '', trafficPolicy } = destinationRuleOf(object.raw);
  const link = links.find((each) => isOf(object, cluster, each));
  if (link === undefined) return undefined;
  const { loadBalancer, connectionPool, outlierDetection, tls } = trafficPolicy;
  const mode = tls?.mode === 'SIMPLE' || tls?.mode === 'MUTUAL' ? tls.mode : undefined;
  if (mode === undefined && !loadBalancer && !connectionPool && !outlierDetection) return undefined;
  const detail = { host, ...(mode !== undefined && { tls: mode }) };
  return concern(object, { code: 'MESH_TARGET', detail }, { breaks: mode !== undefined });
}

/** Whether the rule is the one that the client's proxy goes by. */
function isOf({ ref }: StoredObject, cluster: Cluster, { client, service }: Link): boolean {
  if (service === undefined || client.pod === undefined) return false;
  if (membership(cluster, 'istio', client) === 'no') return false;
  const found = clientRule(cluster, client.pod, service);
  return found?.name === ref.name && found.namespace === ref.namespace;
}

/** PeerAuthentications that somewhere say STRICT. */
export const strictAuthentications = (cluster: Cluster): readonly StoredObject[] =>
  cluster.ofKind('PeerAuthentication').filter(({ raw }) => {
    const { mtls, portLevelMtls = {} } = peerAuthenticationOf(raw);
    return mtls.mode === 'STRICT' || Object.values(portLevelMtls).includes('STRICT');
  });
