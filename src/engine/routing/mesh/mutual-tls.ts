import { accountOf } from '../../kubernetes/network-policy/select.ts';
import type { Cluster, ClusterPod, ClusterService, ServicePort } from '../../kubernetes/cluster/cluster.ts';
import type { StoredObject } from '../../kubernetes/cluster/object-store.ts';
import type { MutualTlsMode } from '../../kubernetes/kinds/istio-policies.ts';
import { interceptionOf } from '../../kubernetes/mesh/interception.ts';
import { isRecord, recordOf } from '../../kubernetes/model/reader.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import type { Port } from '../../net/ip.ts';
import { destinationRuleOf, olderFirst, peerAuthenticationOf, ROOT, selects, selectsAll } from './istio-objects.ts';
import { fullName, hostCovers } from './names.ts';

/** A field of an object that says something. */
export interface Said<T> {
  readonly says: T;
  readonly object: ObjectRef;
  readonly path: readonly (string | number)[];
}

/** What the proxy before a pod demands of connections to a port of it; `by` absent: nobody says it, and both kinds are taken. */
export interface Demand {
  readonly mode: Exclude<MutualTlsMode, 'UNSET'>;
  readonly by?: Said<MutualTlsMode>;
}

const TAKES_BOTH: Demand = { mode: 'PERMISSIVE' };

/**
 * By the closest PeerAuthentication that says something: for the port, for the workload, for its namespace, for the mesh; of several alike the
 * oldest counts. // istio.io/latest/docs/reference/config/security/peer_authentication; pilot/pkg/security/authn/policy_applier.go
 */
export function demandAt(cluster: Cluster, pod: ClusterPod, port: Port): Demand {
  const all = olderFirst(cluster, 'PeerAuthentication');
  const wide = (namespace: string): StoredObject | undefined =>
    all.find(({ ref, raw }) => ref.namespace === namespace && selectsAll(peerAuthenticationOf(raw).selector));
  const own = all.find(({ ref, raw }) => {
    const { selector } = peerAuthenticationOf(raw);
    return ref.namespace === pod.namespace && !selectsAll(selector) && selects(selector, pod.labels);
  });
  return (
    portDemand(own, port) ?? modeDemand(own) ?? modeDemand(wide(pod.namespace)) ?? modeDemand(wide(ROOT)) ?? TAKES_BOTH
  );
}

function portDemand(stored: StoredObject | undefined, port: Port): Demand | undefined {
  const mode = stored && peerAuthenticationOf(stored.raw).portLevelMtls?.[String(port)];
  return saying(stored, mode, ['spec', 'portLevelMtls', String(port), 'mode']);
}

const modeDemand = (stored: StoredObject | undefined): Demand | undefined =>
  saying(stored, stored && peerAuthenticationOf(stored.raw).mtls.mode, ['spec', 'mtls', 'mode']);

function saying(
  stored: StoredObject | undefined,
  mode: MutualTlsMode | undefined,
  path: readonly string[],
): Demand | undefined {
  if (stored === undefined || mode === undefined || mode === 'UNSET') return undefined;
  return { mode, by: { says: mode, object: stored.ref, path } };
}

/** What a DestinationRule has the proxy of a client speak. */
export type ClientTls = 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL';

/**
 * By the DestinationRule of the client's namespace, else of the Service's, else of Istio's own that is for its host, the most specific one; undefined: none says it.
 * Simplification: of a DestinationRule the mode of TLS is read, for the Service as a whole: it does not spread, limit or put out of use.
 * // istio pilot/pkg/model/push_context.go destinationRule; istio.io/latest/docs/reference/config/networking/destination-rule
 */
export function clientTls(
  cluster: Cluster,
  client: ClusterPod,
  service: ClusterService,
  { port }: ServicePort,
): Said<ClientTls> | undefined {
  const found = storedRule(cluster, client, service);
  return found && tlsOf(found, port);
}

/** The DestinationRule that a client's proxy goes by. */
export const clientRule = (cluster: Cluster, client: ClusterPod, service: ClusterService): ObjectRef | undefined =>
  storedRule(cluster, client, service)?.ref;

function storedRule(cluster: Cluster, client: ClusterPod, service: ClusterService): StoredObject | undefined {
  const all = olderFirst(cluster, 'DestinationRule');
  const name = fullName(cluster, service);
  for (const namespace of new Set([client.namespace, service.namespace, ROOT])) {
    const found = all
      .filter(({ ref, raw }) => {
        if (ref.namespace !== namespace) return false;
        const { host, exportTo, workloadSelector } = destinationRuleOf(raw);
        const isExported =
          namespace === client.namespace ||
          exportTo.length === 0 ||
          exportTo.some((each) => each === '*' || each === client.namespace);
        const isFor = host !== undefined && hostCovers(cluster, host, namespace, name);
        return isExported && isFor && selects(workloadSelector, client.labels);
      })
      .toSorted((a, b) => specific(b) - specific(a));
    const [first] = found;
    // Those for one host are merged: of one that has no traffic policy the next one's holds. // istio pilot/pkg/model/destination_rule.go
    if (first !== undefined)
      return found.find((each) => specific(each) === specific(first) && hasPolicy(each)) ?? first;
  }
  return undefined;
}

/** A host that is no pattern is the Service's whole name, however short it is written. */
const specific = ({ raw }: StoredObject): number => {
  const { host = '', workloadSelector } = destinationRuleOf(raw);
  return (host.startsWith('*') ? host.length : 1000) + (selectsAll(workloadSelector) ? 0 : 2000);
};

const hasPolicy = ({ raw }: StoredObject): boolean => isRecord(recordOf(raw['spec'])['trafficPolicy']);

function tlsOf({ raw, ref }: StoredObject, port: Port): Said<ClientTls> | undefined {
  const { tls, portLevelSettings } = destinationRuleOf(raw).trafficPolicy;
  const at = portLevelSettings.findIndex((each) => each.port.number === port);
  // What stands for the port is in place of all else.
  if (at >= 0) {
    const mode = portLevelSettings[at]?.tls?.mode;
    const path = ['spec', 'trafficPolicy', 'portLevelSettings', at, 'tls', 'mode'];
    return mode === undefined ? undefined : { says: mode, object: ref, path };
  }
  if (tls?.mode === undefined) return undefined;
  return { says: tls.mode, object: ref, path: ['spec', 'trafficPolicy', 'tls', 'mode'] };
}

/** What a proxy speaks to a server, and by whose word; `rule` absent: it finds out by itself. */
export interface Spoken {
  readonly mutual: boolean;
  readonly rule?: Said<ClientTls>;
}

/** Without a rule a proxy speaks mutual TLS to whoever has a proxy that takes it. // istio.io/latest/docs/ops/configuration/traffic-management/tls-configuration, *Auto mTLS* */
export function spokenTo(
  cluster: Cluster,
  server: { readonly pod: ClusterPod | undefined; readonly port: Port },
  rule: Said<ClientTls> | undefined,
): Spoken {
  if (rule !== undefined) return { mutual: rule.says === 'ISTIO_MUTUAL', rule };
  const { pod, port } = server;
  const takes = pod !== undefined && interceptionOf(cluster, pod) !== undefined;
  return { mutual: takes && demandAt(cluster, pod, port).mode !== 'DISABLE' };
}

/** Who a pod is to others of the mesh. // spiffe.io; istio.io/latest/docs/concepts/security, *Istio identity*. Simplification: the trust domain is cluster.local. */
export const principalOf = (pod: ClusterPod): string => `cluster.local/ns/${pod.namespace}/sa/${accountOf(pod)}`;
