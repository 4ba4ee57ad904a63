import type { Cluster, ClusterNode, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import { selectable } from '../../kubernetes/balancers/cilium.ts';
import {
  CILIUM_BGP_ADVERTISEMENT,
  CILIUM_BGP_CLUSTER,
  CILIUM_BGP_PEER,
  CILIUM_BGP_PEERING,
  CILIUM_L2_POLICY,
} from '../../kubernetes/kinds/load-balancers/cilium.ts';
import { matchesSelector } from '../../kubernetes/matching/label-selector.ts';
import type { ObjectRef } from '../../kubernetes/model/object.ts';
import type { StoredObject } from '../../kubernetes/cluster/object-store.ts';
import { createCursor } from '../../kubernetes/model/reader.ts';
import type { Labels, LabelSelector } from '../../kubernetes/model/specs.ts';
import { ipFamily, type Ip } from '../../net/ip.ts';
import type { Announcement, Unannounced } from './announcement.ts';
import { hasEndpoint } from './eligible-nodes.ts';

interface Announcer {
  readonly ref: ObjectRef;
  readonly nodes: readonly ClusterNode[];
}

const at = ({ raw }: StoredObject) => createCursor(raw, []);

/** No selector: everything. */
const selects = (selector: LabelSelector | undefined, labels: Labels): boolean =>
  selector === undefined || matchesSelector(selector, labels);

/**
 * Which of Cilium's nodes announces an address. With BGP all whose instances advertise the Service, with externalTrafficPolicy Local
 * those that have a ready endpoint; in layer 2 one of those that a policy selects, whether it has endpoints or not.
 * Cilium v1.18 pkg/l2announcer, pkg/bgp/manager/reconciler/service.go; docs.cilium.io network/l2-announcements.
 * Simplification: which node holds the lease of a Service is not known: it is any of those that may.
 * Simplification: l2announcements and the BGP control plane are taken to be switched on, and the interfaces of a policy to be there.
 */
export function announceByCilium(cluster: Cluster, service: ClusterService, ip: Ip): Announcement {
  const labels = selectable(service, service.object.metadata.labels ?? {});
  const bgp = [...peeringPolicies(cluster, labels), ...clusterConfigs(cluster, labels)];
  const l2 = isOfClass(service, 'io.cilium/l2-announcer') ? l2Policies(cluster, labels) : [];
  const nobody = (because: Unannounced): Announcement => ({
    how: 'NOBODY',
    byRoute: l2.length === 0 && bgp.length > 0,
    because,
  });
  const all = [...bgp, ...l2];
  if (all.length === 0) return nobody({ code: 'NO_ADVERTISEMENT', detail: {} });
  const routing = ready(isOfClass(service, 'io.cilium/bgp-control-plane') ? bgp : []);
  const local = service.externalTrafficPolicy === 'Local';
  const endpoints = service.endpoints(ipFamily(ip)).filter((endpoint) => endpoint.ready);
  const spread = local ? routing.filter((node) => hasEndpoint(endpoints, node)) : routing;
  if (spread.length > 0) return { how: 'BGP', nodes: spread };
  const answering = ready(l2);
  if (answering.length > 0) return { how: 'L2', nodes: answering, lease: true };
  if (routing.length > 0) {
    const nodes = [...new Set(endpoints.flatMap(({ nodeName }) => nodeName ?? []))];
    return nobody({ code: 'NO_LOCAL_ENDPOINTS', detail: { nodes } });
  }
  return nobody({ code: 'NO_NODE', detail: { advertisements: all.map(({ ref }) => ref) } });
}

const ready = (announcers: readonly Announcer[]): readonly ClusterNode[] => [
  ...new Set(announcers.flatMap(({ nodes }) => nodes.filter((node) => node.ready))),
];

/** True for a Service without a class as well. */
function isOfClass({ object }: ClusterService, wanted: string): boolean {
  const { spec } = object as { readonly spec?: { readonly loadBalancerClass?: unknown } };
  return spec?.loadBalancerClass === undefined || spec.loadBalancerClass === wanted;
}

function l2Policies({ ofKind, nodes }: Cluster, labels: Labels): readonly Announcer[] {
  return ofKind('CiliumL2AnnouncementPolicy').flatMap((object) => {
    const { spec } = CILIUM_L2_POLICY.read(at(object));
    if (!spec.loadBalancerIPs || !selects(spec.serviceSelector, labels)) return [];
    return [{ ref: object.ref, nodes: nodes.filter((node) => selects(spec.nodeSelector, node.labels)) }];
  });
}

/** Before v1.16. */
function peeringPolicies({ ofKind, nodes }: Cluster, labels: Labels): readonly Announcer[] {
  return ofKind('CiliumBGPPeeringPolicy').flatMap((object) => {
    const { nodeSelector, virtualRouters } = CILIUM_BGP_PEERING.read(at(object)).spec;
    const advertises = virtualRouters.some(
      ({ serviceSelector, serviceAdvertisements: what = ['LoadBalancerIP'], neighbors }) =>
        neighbors.length > 0 &&
        what.includes('LoadBalancerIP') &&
        serviceSelector !== undefined &&
        matchesSelector(serviceSelector, labels),
    );
    if (!advertises) return [];
    return [{ ref: object.ref, nodes: nodes.filter((node) => selects(nodeSelector, node.labels)) }];
  });
}

/** A peer is told what the advertisements say that its configuration selects. */
function clusterConfigs(cluster: Cluster, labels: Labels): readonly Announcer[] {
  const { ofKind, nodes } = cluster;
  return ofKind('CiliumBGPClusterConfig').flatMap((object) => {
    const { nodeSelector, bgpInstances } = CILIUM_BGP_CLUSTER.read(at(object)).spec;
    const names = bgpInstances.flatMap(({ peers }) => peers.flatMap(({ peerConfigRef }) => peerConfigRef.name ?? []));
    if (!names.some((name) => tellsPeer(cluster, name, labels))) return [];
    return [{ ref: object.ref, nodes: nodes.filter((node) => selects(nodeSelector, node.labels)) }];
  });
}

function tellsPeer({ ofKind }: Cluster, peerConfig: string, labels: Labels): boolean {
  const config = ofKind('CiliumBGPPeerConfig').find(({ ref }) => ref.name === peerConfig);
  if (config === undefined) return false;
  const wanted = CILIUM_BGP_PEER.read(at(config)).spec.families.flatMap(({ advertisements }) => advertisements ?? []);
  return ofKind('CiliumBGPAdvertisement').some(
    (object) =>
      wanted.some((selector) => matchesSelector(selector, object.labels)) &&
      CILIUM_BGP_ADVERTISEMENT.read(at(object)).spec.advertisements.some(
        ({ advertisementType, service, selector }) =>
          advertisementType === 'Service' &&
          service.addresses.includes('LoadBalancerIP') &&
          selector !== undefined &&
          matchesSelector(selector, labels),
      ),
  );
}
