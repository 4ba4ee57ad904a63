import type { Cluster, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import { statedPodCIDRs } from '../../kubernetes/nodes/stated-ranges.ts';
import { LOAD_BALANCER } from '../../dataplane/rules/namespace-names.ts';
import type { MtuStep, Trace } from '../../linux/model/trace.ts';
import { type Cidr, cidrContains } from '../../net/cidr.ts';
import { isLoopbackIp } from '../../net/ip.ts';
import { explainPending, explainUnannounced } from './cause-announced.ts';
import { objectAt } from './cause-place.ts';
import { explainUnproxied } from './cause-service.ts';
import { explainTargets } from './cause-targets.ts';
import { namesOf } from '../outcome/named.ts';
import type { Cause } from '../outcome/outcome.ts';

const serviceRef = ({ namespace, name }: ClusterService) => ({ kind: 'Service', namespace, name });

/** A packet that routing discarded: martian, blackhole, not forwarded. */
export function explainRoute(cluster: Cluster, trace: Trace, action: string): Cause {
  const { sourceIP, destinationIP } = trace.final;
  if (isLoopbackIp(sourceIP) || isLoopbackIp(destinationIP)) {
    return { code: 'LOOPBACK_LEFT_HOST', detail: { ip: isLoopbackIp(sourceIP) ? sourceIP : destinationIP } };
  }
  const place = trace.end;
  const behind = place === LOAD_BALANCER ? serviceAt(cluster, trace) : undefined;
  const unrouted = place === LOAD_BALANCER && action !== 'MARTIAN' ? explainUnrouted(cluster, trace) : undefined;
  if (unrouted !== undefined) return unrouted;
  if (behind !== undefined && action !== 'MARTIAN')
    return hasPort(behind, trace) ? explainTargets(cluster, behind, trace) : explainServicePort(cluster, behind, trace);
  const balanced = action === 'MARTIAN' ? balancedBy(cluster, trace) : undefined;
  if (balanced !== undefined) return explainHairpin(balanced, trace);
  // Nobody took it: a router gave it back, and who had sent it takes it for martian (IPv4) or does not forward (IPv6).
  if (trace.hops.slice(0, -1).some(({ namespace }) => namespace === trace.end)) return explainReturned(cluster, trace);
  if (action === 'MARTIAN') return { code: 'MARTIAN_SOURCE', detail: { ip: sourceIP, place }, ...objectAt(trace) };
  return { code: 'RULE_DROPPED', detail: { is: 'BY_ROUTING', place, action }, ...objectAt(trace) };
}

/** A load balancer sends to a pod of a network that ends at the nodes; undefined: to something else. */
function explainUnrouted({ owner, settings }: Cluster, { final }: Trace): Cause | undefined {
  const { destinationIP: ip } = final;
  const pod = owner(ip);
  if (pod === undefined || 'podCIDRs' in pod || pod.hostNetwork) return undefined;
  return {
    code: 'POD_NETWORK_NOT_ROUTED',
    detail: { ip, pod: namesOf(pod), cni: settings.cni },
    object: { kind: 'Pod', ...namesOf(pod) },
  };
}

/** The Service whose load balancer gave the packet its last destination; undefined: none did. */
function balancedBy(cluster: Cluster, { hops }: Trace): ClusterService | undefined {
  const passed = hops.find(({ namespace }) => namespace === LOAD_BALANCER);
  const step = passed?.steps.find((one) => one.type === 'TRANSLATE' && one.action === 'DNAT');
  const subject = step?.type === 'TRANSLATE' ? step.detail.origin.subject : undefined;
  return subject === undefined ? undefined : cluster.service(subject.namespace ?? '', subject.name);
}

function explainHairpin(service: ClusterService, trace: Trace): Cause {
  const detail = { service: namesOf(service), client: trace.final.sourceIP };
  const fix = { code: 'CALL_SERVICE_BY_NAME', detail: {} } as const;
  return { code: 'LOAD_BALANCER_HAIRPIN', detail, object: serviceRef(service), fix };
}

/** A packet that no device takes as a whole and that nobody may cut. */
export function explainMtu(trace: Trace, { detail: { device, mtu, bytes } }: MtuStep): Cause {
  const detail = { bytes, device, place: trace.end, mtu };
  const fix = { code: 'SEND_LESS', detail: { bytes: mtu } } as const;
  return { code: 'MTU_EXCEEDED', detail, ...objectAt(trace), fix };
}

/** A packet that went round and round, or came back to its sender. */
export function explainReturned(cluster: Cluster, trace: Trace): Cause {
  const { destinationIP: ip, destinationPort: port, protocol } = trace.final;
  const round = trace.disposition === 'LOOP';
  const at = { place: trace.end, ip };
  const service = serviceAt(cluster, trace);
  const unproxied = service && explainUnproxied(service);
  if (unproxied !== undefined) return unproxied;
  const pending = service === undefined ? explainPending(cluster, ip) : undefined;
  if (pending !== undefined) return pending;
  if (service === undefined && round) return { code: 'TTL_EXPIRED', detail: at };
  if (service === undefined) return { code: 'ADDRESS_UNUSED', detail: { is: 'RETURNED', ...at } };
  const ofPort = { service: namesOf(service), protocol, port };
  const { path, fix } = explainServicePort(cluster, service, trace);
  const where = { object: serviceRef(service), ...(path && { path }), ...(fix && { fix }) };
  return round
    ? { code: 'TTL_EXPIRED', detail: { ...at, port: ofPort }, ...where }
    : { code: 'PORT_NOT_IN_SERVICE', detail: { is: 'RETURNED', ...at, ...ofPort }, ...where };
}

/** No route to an address, or nobody on the link who has it. */
export function explainNoWay(cluster: Cluster, trace: Trace): Cause {
  const { destinationIP: ip } = trace.final;
  const service = serviceAt(cluster, trace);
  const unproxied = service && explainUnproxied(service);
  if (unproxied !== undefined) return unproxied;
  const unannounced = service && explainUnannounced(cluster, service, ip);
  if (unannounced !== undefined) return unannounced;
  if (service !== undefined && !hasPort(service, trace)) return explainServicePort(cluster, service, trace);
  if (service !== undefined) {
    const detail = { is: 'SERVICE_OUTSIDE', place: trace.end, ip, service: namesOf(service) } as const;
    const fix = { code: 'EXPOSE_SERVICE', detail: {} } as const;
    return { code: 'NO_ROUTE', detail, object: serviceRef(service), path: ['spec', 'type'], fix };
  }
  const owner = cluster.owner(ip);
  if (owner !== undefined) {
    const object =
      'podCIDRs' in owner
        ? { kind: 'Node', name: owner.name }
        : { kind: 'Pod', namespace: owner.namespace, name: owner.name };
    const detail = { is: 'POD_OUTSIDE', place: trace.end, ip, owner: object } as const;
    const fix = { code: 'PUT_SERVICE_IN_FRONT', detail: {} } as const;
    return { code: 'NO_ROUTE', detail, object, ...('podCIDRs' in owner ? {} : { fix }) };
  }
  const inside = isInside([...cluster.settings.podCIDRs, ...cluster.settings.serviceCIDRs], trace);
  if (inside || trace.disposition === 'NEIGHBOR_UNREACHABLE') return explainUnused(cluster, trace);
  return { code: 'NO_ROUTE', detail: { is: 'NONE', place: trace.end, ip }, ...objectAt(trace) };
}

/** True when the packet's destination lies in one of these networks. */
export function isInside(cidrs: readonly Cidr[], { final }: Trace): boolean {
  return cidrs.some((cidr) => cidrContains(cidr, final.destinationIP));
}

/** An address that nobody has. */
export function explainUnused(cluster: Cluster, { final }: Trace): Cause {
  const { settings, nodes } = cluster;
  const { destinationIP: ip } = final;
  const pending = explainPending(cluster, ip);
  if (pending !== undefined) return pending;
  const shared = statedPodCIDRs(cluster).find((cidr) => cidrContains(cidr, ip));
  const node = shared && nodes.find(({ ips }) => ips.some((own) => cidrContains(shared, own)));
  if (shared !== undefined && node !== undefined) {
    const detail = { is: 'NODES_IN_POD_RANGE', ip, range: shared, node: node.name, nodeIPs: node.ips } as const;
    return { code: 'ADDRESS_UNUSED', detail };
  }
  const range = [...settings.podCIDRs, ...settings.serviceCIDRs].find((cidr) => cidrContains(cidr, ip));
  return { code: 'ADDRESS_UNUSED', detail: { is: 'NOBODYS', ip, ...(range === undefined ? {} : { range }) } };
}

/** The Service that has the packet's destination among its addresses. */
export function serviceAt(cluster: Cluster, { final: { destinationIP: ip } }: Trace): ClusterService | undefined {
  return cluster.services.find(
    (each) =>
      each.clusterIPs.includes(ip) ||
      each.externalIPs.includes(ip) ||
      each.loadBalancerIPs.some((balanced) => balanced.ip === ip),
  );
}

/** True when the packet's destination port is one of the Service's, or one of its node ports. */
export function hasPort(service: ClusterService, { final: { destinationPort: port, protocol } }: Trace): boolean {
  return service.ports.some((each) => each.protocol === protocol && (each.port === port || each.nodePort === port));
}

/** A port the addressed Service does not have. */
export function explainServicePort(cluster: Cluster, service: ClusterService, { final }: Trace): Cause {
  const { destinationIP: ip, destinationPort: port, protocol } = final;
  const names = namesOf(service);
  const has = service.ports.map((each) => ({ protocol: each.protocol, port: each.port }));
  const object = serviceRef(service);
  const path = ['spec', 'ports'];
  if (protocol === 'ICMP') {
    const detail = { is: 'NO_INTERFACE', service: names, ip, has } as const;
    const [first] = has;
    const fix = first && ({ code: 'CALL_PORT', detail: { port: first.port } } as const);
    return { code: 'PORT_NOT_IN_SERVICE', detail, object, path, ...(fix && { fix }) };
  }
  const owner = service.clusterIPs.includes(ip) ? undefined : cluster.owner(ip);
  if (owner !== undefined && 'podCIDRs' in owner && cluster.settings.proxyMode === 'ipvs') {
    const detail = { is: 'TAKEN_FOR_SERVICE', ip, node: owner.name, service: names, protocol, port, has } as const;
    const fix = { code: 'GIVE_ADDRESS_NO_NODE_HAS', detail: {} } as const;
    return { code: 'PORT_NOT_IN_SERVICE', detail, object, path, fix };
  }
  const detail = { is: 'NO_PORT', service: names, protocol, port, has } as const;
  const base = { code: 'PORT_NOT_IN_SERVICE', detail, object, path } as const;
  const index = service.ports.findIndex((each) => each.protocol === protocol);
  const same = service.ports[index];
  if (same === undefined) return base;
  const fix = { code: 'CALL_OR_SET_PORT', detail: { has: same.port, port } } as const;
  const { spec } = service.object as {
    readonly spec?: { readonly ports?: readonly Readonly<Record<string, unknown>>[] };
  };
  const written = spec?.ports?.[index] ?? {};
  if (written['targetPort'] !== undefined)
    return { ...base, fix: { ...fix, object, path: [...path, index, 'port'], value: port } };
  // It follows the port where it is not written, and leads elsewhere then.
  const value = { ...written, port, targetPort: same.targetPort };
  return { ...base, fix: { ...fix, object, path: [...path, index], value } };
}
