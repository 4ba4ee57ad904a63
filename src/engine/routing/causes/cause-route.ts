import type { Cluster, ClusterService } from '../../kubernetes/model/cluster.ts';
import { formatObjectRef } from '../../kubernetes/model/object.ts';
import { statedPodCIDRs } from '../../kubernetes/nodes/stated-ranges.ts';
import { LOAD_BALANCER } from '../../dataplane/rules/namespace-names.ts';
import type { MtuStep, Trace } from '../../linux/model/trace.ts';
import { type Cidr, cidrContains } from '../../net/cidr.ts';
import { ipFamily, isLoopbackIp } from '../../net/ip.ts';
import { capitalized, objectAt, placeOf } from './cause-place.ts';
import type { Cause } from '../outcome/outcome.ts';

const serviceRef = ({ namespace, name }: ClusterService) => ({ kind: 'Service', namespace, name });

/** A packet that routing discarded: martian, blackhole, not forwarded. */
export function explainRoute(cluster: Cluster, trace: Trace, action: string): Cause {
  const { sourceIP, destinationIP } = trace.final;
  if (isLoopbackIp(sourceIP) || isLoopbackIp(destinationIP)) {
    const message = `A loopback address (${isLoopbackIp(sourceIP) ? sourceIP : destinationIP}) may not leave its host.`;
    return { code: 'LOOPBACK_LEFT_HOST', message };
  }
  const place = placeOf(trace);
  const balanced = action === 'MARTIAN' ? balancedBy(cluster, trace) : undefined;
  if (balanced !== undefined) return explainHairpin(balanced, trace);
  // Nobody took it: a router gave it back, and who had sent it takes it for martian (IPv4) or does not forward (IPv6).
  if (trace.hops.slice(0, -1).some(({ namespace }) => namespace === trace.end)) return explainReturned(cluster, trace);
  if (action === 'MARTIAN') {
    const message = `The source ${sourceIP} is an address of ${place} itself: a packet that brings it from outside is martian.`;
    return { code: 'MARTIAN_SOURCE', message, ...objectAt(trace) };
  }
  const message = `Routing on ${place} discarded the packet (${action.toLowerCase().replaceAll('_', ' ')}).`;
  return { code: 'RULE_DROPPED', message, ...objectAt(trace) };
}

/** The Service whose load balancer gave the packet its last destination; undefined: none did. */
function balancedBy(cluster: Cluster, { hops }: Trace): ClusterService | undefined {
  const passed = hops.find(({ namespace }) => namespace === LOAD_BALANCER);
  const step = passed?.steps.find((one) => one.type === 'TRANSLATE' && one.action === 'DNAT');
  const subject = step?.type === 'TRANSLATE' ? step.detail.origin.subject : undefined;
  return subject === undefined ? undefined : cluster.service(subject.namespace ?? '', subject.name);
}

function explainHairpin(service: ClusterService, trace: Trace): Cause {
  const label = `${service.namespace}/${service.name}`;
  const message = `The load balancer of Service ${label} keeps the client's address ${trace.final.sourceIP} and gave the packet to the node it came from, which takes its own address for martian.`;
  const fix = { text: `Call the Service by its name (clusterIP) inside the cluster, or use IP targets.` };
  return { code: 'LOAD_BALANCER_HAIRPIN', message, object: serviceRef(service), fix };
}

/** A packet that no device takes as a whole and that nobody may cut. */
export function explainMtu(trace: Trace, { detail: { device, mtu, bytes } }: MtuStep): Cause {
  const message = `The packet has ${bytes} bytes, ${device} of ${placeOf(trace)} takes ${mtu}, and its sender does not let it be fragmented (DF): the sender is told so and has to send less.`;
  return { code: 'MTU_EXCEEDED', message, ...objectAt(trace), fix: { text: `Send at most ${mtu} bytes.` } };
}

/** A packet that went round and round, or came back to its sender. */
export function explainReturned(cluster: Cluster, trace: Trace): Cause {
  const { destinationIP: ip, destinationPort: port, protocol } = trace.final;
  const round = trace.disposition === 'LOOP';
  const went = round
    ? `Node and router send the packet to each other until its TTL runs out (last at ${placeOf(trace)})`
    : `The packet came back to ${placeOf(trace)}, which had sent it`;
  const code = round ? 'TTL_EXPIRED' : 'ADDRESS_UNUSED';
  const service = serviceAt(cluster, trace);
  if (service === undefined) return { code, message: `${went}: no pod, Service or node has the address ${ip}.` };
  const { namespace, name } = service;
  const message = `${went}: ${ip} is routed to the nodes for Service ${namespace}/${name}, and no rule there takes ${protocol} port ${port}.`;
  const { path, fix } = explainServicePort(cluster, service, trace);
  const at = { object: serviceRef(service), ...(path === undefined ? {} : { path }) };
  return { code: round ? code : 'PORT_NOT_IN_SERVICE', message, ...at, ...(fix === undefined ? {} : { fix }) };
}

/** No route to an address, or nobody on the link who has it. */
export function explainNoWay(cluster: Cluster, trace: Trace): Cause {
  const { destinationIP: ip } = trace.final;
  const service = serviceAt(cluster, trace);
  if (service !== undefined && !hasPort(service, trace)) return explainServicePort(cluster, service, trace);
  if (service !== undefined) {
    const message = `${ip} is an address of Service ${service.namespace}/${service.name}, which exists only in the rules of the cluster's nodes: ${placeOf(trace)} has no route to it.`;
    const fix = { text: 'Use a NodePort, a LoadBalancer or an Ingress from outside the cluster.' };
    return { code: 'NO_ROUTE', message, object: serviceRef(service), path: ['spec', 'type'], fix };
  }
  const owner = cluster.owner(ip);
  if (owner !== undefined) {
    const object =
      'podCIDRs' in owner
        ? { kind: 'Node', name: owner.name }
        : { kind: 'Pod', namespace: owner.namespace, name: owner.name };
    const message = `${capitalized(placeOf(trace))} has no route to ${ip}, the address of ${formatObjectRef(object)}: pod addresses are routed inside the cluster only.`;
    const fix = { text: 'Put a Service of type NodePort or LoadBalancer, or an Ingress, in front of it.' };
    return { code: 'NO_ROUTE', message, object, ...('podCIDRs' in owner ? {} : { fix }) };
  }
  const inside = isInside([...cluster.settings.podCIDRs, ...cluster.settings.serviceCIDRs], trace);
  if (inside || trace.disposition === 'NEIGHBOR_UNREACHABLE') return explainUnused(cluster, trace);
  const message = `${capitalized(placeOf(trace))} has no IPv${ipFamily(ip)} route to ${ip}.`;
  return { code: 'NO_ROUTE', message, ...objectAt(trace) };
}

/** True when the packet's destination lies in one of these networks. */
export function isInside(cidrs: readonly Cidr[], { final }: Trace): boolean {
  return cidrs.some((cidr) => cidrContains(cidr, final.destinationIP));
}

/** An address that nobody has. */
export function explainUnused(cluster: Cluster, { final }: Trace): Cause {
  const { settings, nodes } = cluster;
  const { destinationIP: ip } = final;
  const shared = statedPodCIDRs(cluster).find((cidr) => cidrContains(cidr, ip));
  const node = shared && nodes.find(({ ips }) => ips.some((own) => cidrContains(shared, own)));
  if (node !== undefined) {
    const message = `No pod, Service or node has the address ${ip}. The pods' range ${shared} also holds node addresses (${node.name}: ${node.ips.join(', ')}): other machines of their network cannot be reached from here.`;
    return { code: 'ADDRESS_UNUSED', message };
  }
  const range = [...settings.podCIDRs, ...settings.serviceCIDRs].find((cidr) => cidrContains(cidr, ip));
  const of = range === undefined ? '' : ` (of ${range})`;
  return { code: 'ADDRESS_UNUSED', message: `No pod, Service or node has the address ${ip}${of}.` };
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
  const label = `${service.namespace}/${service.name}`;
  const has = service.ports.map((each) => `${each.protocol} ${each.port}`).join(', ');
  const object = serviceRef(service);
  const path = ['spec', 'ports'];
  if (protocol === 'ICMP') {
    const message = `${ip} is the clusterIP of Service ${label}: no interface has it, rules translate only its ports (${has}).`;
    return { code: 'PORT_NOT_IN_SERVICE', message, object, path };
  }
  const owner = service.clusterIPs.includes(ip) ? undefined : cluster.owner(ip);
  if (owner !== undefined && 'podCIDRs' in owner && cluster.settings.proxyMode === 'ipvs') {
    const message = `${ip} is the address of node ${owner.name} and of Service ${label} too: in ipvs mode every node has it and takes what is sent there for the Service, which has no ${protocol} port ${port} (it has ${has}).`;
    const fix = { text: 'Give the Service an address that no node has.' };
    return { code: 'PORT_NOT_IN_SERVICE', message, object, path, fix };
  }
  const same = service.ports.findIndex((each) => each.protocol === protocol);
  const base = {
    code: 'PORT_NOT_IN_SERVICE' as const,
    message: `Service ${label} has no ${protocol} port ${port}; it has ${has}.`,
    object,
    path,
  };
  if (same < 0) return base;
  const text = `Call port ${service.ports[same]?.port ?? ''}, or set the Service's port to ${port}.`;
  return { ...base, fix: { text, object, path: [...path, same, 'port'], value: port } };
}
