import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { StoredObject } from '../../kubernetes/cluster/object-store.ts';
import { interceptionOf, OUTBOUND_PORT } from '../../kubernetes/mesh/interception.ts';
import { membership } from '../../kubernetes/mesh/members.ts';
import { namesOf } from '../outcome/named.ts';
import { carriesToken, policiesFor } from '../mesh/authorization.ts';
import { authorizationOf, destinationRuleOf, peerAuthenticationOf } from '../mesh/istio-objects.ts';
import { clientRule, demandAt } from '../mesh/mutual-tls.ts';
import { concern, type Concern } from './parties/concern.ts';
import type { Link, Parties } from './parties/parties.ts';

/** What objects of Istio that are read could do where it is not known who is in the mesh, and what of them is not read. */
export function meshDoubts(parties: Parties): readonly Concern[] {
  const { cluster } = parties;
  const authentications = cluster.ofKind('PeerAuthentication');
  const rules = cluster.ofKind('DestinationRule');
  const authorizations = cluster.ofKind('AuthorizationPolicy');
  if (authentications.length + rules.length + authorizations.length === 0) return [];
  return [
    ...authentications.flatMap((object) => doubtfulDemand(object, parties) ?? []),
    ...rules.flatMap((object) => unreadRule(object, parties) ?? []),
    ...authorizations.flatMap((object) => doubtfulAuthorization(object, parties) ?? []),
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

/**
 * Before a server whose proxy may be there or not, or is none of its own: a gateway, one of its node. Before one that is walked, what of the policy is not
 * known: whom it asks, what a token says, conditions of Envoy's own.
 */
function doubtfulAuthorization(object: StoredObject, parties: Parties): Concern | undefined {
  const { cluster, links, request } = parties;
  const { action, rules, targetRefs } = authorizationOf(object.raw);
  if (action === 'AUDIT' || (action !== 'ALLOW' && rules.length === 0)) return undefined;
  const isOpen = rules.some(({ from, to, when }) => from.length + to.length + when.length === 0);
  if (action === 'ALLOW' && isOpen) return undefined;
  const isUnknown =
    action === 'CUSTOM' ||
    rules.some(({ from, when }) => {
      const token = carriesToken(request.headers);
      const asksForToken = from.some(
        ({ source }) => source.requestPrincipals.length + source.notRequestPrincipals.length > 0,
      );
      return (token && asksForToken) || when.some(({ key = '' }) => !KNOWN.test(key) && (token || !TOKEN.test(key)));
    });
  const link = links.find(({ server, port }) => {
    const { pod } = server;
    if (pod === undefined || port === OUTBOUND_PORT || membership(cluster, 'istio', server) === 'no') return false;
    if (
      !policiesFor(cluster, pod).some(
        ({ ref }) => ref.name === object.ref.name && ref.namespace === object.ref.namespace,
      )
    )
      return false;
    return isUnknown || interceptionOf(cluster, pod) === undefined;
  });
  if (link === undefined && !targetRefs.some((target) => isParty(target, object, parties))) return undefined;
  const pod = link?.server.pod;
  const detail = { action, ...(pod !== undefined && { pod: namesOf(pod) }) };
  return concern(object, { code: 'MESH_AUTHORIZES', detail }, { breaks: true });
}

const KNOWN = /^(source\.(ip|namespace|principal)|remote\.ip|destination\.(ip|port)|request\.headers\[.*\])$/;
const TOKEN = /^request\.auth\./;

function isParty(
  { kind, name, namespace }: { readonly kind?: string; readonly name?: string; readonly namespace?: string },
  { ref }: StoredObject,
  { services, entries }: Parties,
): boolean {
  const at = namespace ?? ref.namespace;
  if (kind === 'Service') return services.some((each) => each.name === name && each.namespace === at);
  return entries.some((each) => each.kind === kind && each.name === name && each.namespace === at);
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

/** What walks read and reach does not: PeerAuthentications that somewhere say STRICT, AuthorizationPolicies that refuse somebody. */
export const refusingObjects = (cluster: Cluster): readonly StoredObject[] => [
  ...strictAuthentications(cluster),
  ...cluster.ofKind('AuthorizationPolicy').filter(({ raw }) => {
    const { action, rules } = authorizationOf(raw);
    return action !== 'AUDIT' && (action === 'ALLOW' || rules.length > 0);
  }),
];

const strictAuthentications = (cluster: Cluster): readonly StoredObject[] =>
  cluster.ofKind('PeerAuthentication').filter(({ raw }) => {
    const { mtls, portLevelMtls = {} } = peerAuthenticationOf(raw);
    return mtls.mode === 'STRICT' || Object.values(portLevelMtls).includes('STRICT');
  });
