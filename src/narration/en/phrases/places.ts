import type { Cluster, Machine } from '../../../engine/objects.ts';
import {
  type NamespaceId,
  type Origin,
  type Subject,
  type PacketHeader,
  formatEndpoint,
  type Ip,
  type Port,
} from '../../../engine/packets.ts';

/** What joins the nodes and the world outside: a router, or what stands for it on somebody's own machine. */
export const ROUTER_NAMES = { none: 'Router', LINK: 'Bridge', VM: 'VM' } as const satisfies Readonly<
  Record<Machine['reach'] | 'none', string>
>;

/** "Pod shop/web-0", "Node node-1", "Internet", "Your machine". */
export function placeName(namespace: NamespaceId, machine?: Machine): string {
  const [kind = '', ...rest] = namespace.split('/');
  const name = rest.join('/');
  switch (kind) {
    case 'pod':
      return `Pod ${name}`;
    case 'node':
      return `Node ${name}`;
    case 'internet':
      return machine === undefined ? 'Internet' : 'Your machine';
    case 'router':
      return ROUTER_NAMES[machine?.reach ?? 'none'];
    case 'load-balancer':
      return 'Load balancer';
    default:
      return namespace;
  }
}

/** A place inside a sentence: "Pod shop/web-0", "the internet", "your machine", "the load balancer". */
export function placeInSentence(namespace: NamespaceId, machine?: Machine): string {
  const name = placeName(namespace, machine);
  if (namespace === 'internet' && machine !== undefined) return inLowerCase(name);
  return namespace.includes('/') || name === namespace ? name : `the ${inLowerCase(name)}`;
}

/** Abbreviations stay as they are. */
const inLowerCase = (name: string): string => (/^[A-Z]+$/.test(name) ? name : name.toLowerCase());

/** "Service shop/web" */
export function subjectName(subject: Subject): string {
  return subject.namespace === undefined
    ? `${subject.kind} ${subject.name}`
    : `${subject.kind} ${subject.namespace}/${subject.name}`;
}

/** Who wrote something, in words: " for Service shop/web" or nothing. */
export function onBehalfOf(origin: Origin): string {
  return origin.subject === undefined ? '' : ` for ${subjectName(origin.subject)}`;
}

/** An address with the name of who has it, where the cluster knows: "10.244.2.3:80 (Pod shop/web-1)". */
export function knownEndpoint(cluster: Cluster, ip: Ip, port: Port): string {
  const text = formatEndpoint(ip, port);
  const owner = cluster.owner(ip);
  if (owner !== undefined)
    return `${text} (${'podCIDRs' in owner ? `Node ${owner.name}` : `Pod ${owner.namespace}/${owner.name}`})`;
  const service = cluster.services.find((candidate) => candidate.clusterIPs.includes(ip));
  return service === undefined ? text : `${text} (Service ${service.namespace}/${service.name})`;
}

export function source(packet: PacketHeader): string {
  return formatEndpoint(packet.sourceIP, packet.sourcePort);
}

export function destination(packet: PacketHeader): string {
  return formatEndpoint(packet.destinationIP, packet.destinationPort);
}

/** "33 %", "0.4 %" */
export function percent(share: number): string {
  const value = share * 100;
  return `${value >= 10 || Number.isInteger(value) ? Math.round(value) : Number(value.toPrecision(2))} %`;
}
