type Fields = Readonly<Record<string, unknown>>;

/** Words of API groups whose kinds are about connections. */
const GROUPS =
  /(^|[.-])(networking|network|net|gateway|ingress|mesh|proxy|firewall|traffic|router|routing|egress|dns|lb|loadbalancer|load-balancer|cni|vpc|bgp|vpn|wireguard|tunnel|envoy|cilium|calico|istio|linkerd|traefik|nginx|haproxy|kong)([.-]|$)/;

/** Words at the end of kinds that are about connections, whatever their group. */
const KINDS =
  /(NetworkPolicy|Ingress|IngressRoute|Gateway|Route|RouteGroup|VirtualService|VirtualServer|Proxy|LoadBalancer|Firewall|FirewallRule|AddressPool|IPPool|EgressIP|Egress|Backend|Upstream|Listener|ServiceEntry|Tunnel|NetworkAttachment|Subnet|TrafficSplit|AuthorizationPolicy)$/;

/** Fields that say whom something is about. */
const SUBJECTS = new Set(
  `selector podSelector endpointSelector workloadSelector nodeSelector namespaceSelector appliedTo
   targetRef targetRefs parentRefs service serviceRef serviceName subject`.split(/\s+/),
);
/** Fields that say what is done to connections. */
const CONNECTIONS = new Set(
  `ingress egress rules ports port host hosts hostname hostnames http tcp tls backend backends
   routes route upstreams servers listeners endpoints addresses cidr cidrs virtualhost destination
   destinations trafficPolicy mtls entryPoints`.split(/\s+/),
);
/** Fields that are enough by themselves. */
const TELLING = new Set(
  `podSelector endpointSelector ingressClassName gatewayClassName loadBalancerClass virtualhost
   targetRefs parentRefs backends upstreams listeners`.split(/\s+/),
);

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * True when an object of a kind that is in no list is probably about connections: by the words of its API group or kind, by a
 * field such as podSelector, or by fields that say both whom it is about and what is done to connections.
 */
export function looksLikeTraffic(group: string, kind: string, spec: unknown): boolean {
  if (GROUPS.test(group) || KINDS.test(kind)) return true;
  if (!isFields(spec)) return false;
  const fields = Object.keys(spec);
  if (fields.some((field) => TELLING.has(field))) return true;
  return fields.some((field) => SUBJECTS.has(field)) && fields.some((field) => CONNECTIONS.has(field));
}
