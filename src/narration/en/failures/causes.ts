import { refusalText } from '../findings/service-refusals.ts';
import { formatObjectRef } from '../../../engine/objects.ts';
import { FIREWALLS } from '../phrases/firewalls.ts';
import { formatEndpoint, ipFamily } from '../../../engine/packets.ts';
import type { CauseDetails, CauseFacts } from '../../../engine/outcomes.ts';
import { say, type Sentences } from '../../sentences.ts';
import { capitalized, nameOf, placeOf, podName, serviceName } from '../phrases/names.ts';
import { BALANCER_CAUSES } from './balancer-causes.ts';
import { MACHINE_CAUSES } from './machine-causes.ts';
import { GATEWAY_CAUSES } from './gateway-causes.ts';
import { INGRESS_CAUSES } from './ingress-causes.ts';
import { MESH_CAUSES } from './mesh-causes.ts';
import { MOMENT_CAUSES } from './moment-causes.ts';
import { OPENSHIFT_CAUSES } from './openshift-causes.ts';
import { POLICY_CAUSES } from './policy-causes.ts';
import { SERVICE_CAUSES, unreadyText } from './service-causes.ts';

/** Why a request failed, in a sentence or a few. */
export const sayCause = (cause: CauseFacts): string => say(CAUSES, cause);

type Untargeted = CauseDetails['NO_HEALTHY_TARGET'];

function targetsText(targets: Untargeted['targets'], checks: Untargeted['checks']): string {
  if (targets === 'PODS') return 'its targets are the pods that are ready';
  const sends = targets === 'NODES' ? 'it passes packets to nodes as they are' : 'it sends to node ports';
  return checks === undefined ? sends : `${sends}, and asks each node at port ${checks} whether it is healthy`;
}

function untargetedText(because: Untargeted['because']): string {
  switch (because.is) {
    case 'NO_NODE_PORT':
      return 'The Service has no node port (allocateLoadBalancerNodePorts is false).';
    case 'NODES_EXCLUDED':
      return `All nodes that are ready have the label ${because.label}.`;
    case 'NODES_NOT_READY':
      return 'No node is ready.';
    case 'NO_ENDPOINTS':
      return sayCause(because.cause);
  }
}

const NOTHING_BEHIND = 'Nothing stands behind the backend.';

const CAUSES: Sentences<CauseDetails> = {
  ...BALANCER_CAUSES,
  ...MACHINE_CAUSES,
  NO_HEALTHY_TARGET: ({ service, targets, checks, open, because }) =>
    `The load balancer of ${serviceName(service)} has no healthy target: ${targetsText(targets, checks)}. ${untargetedText(because)}${open === true ? ' It then sends to all of its nodes, healthy or not, and the one that gets the packet drops it.' : ''}`,
  ...SERVICE_CAUSES,
  ...INGRESS_CAUSES,
  ...GATEWAY_CAUSES,
  ...MESH_CAUSES,
  ...MOMENT_CAUSES,
  ...OPENSHIFT_CAUSES,
  ...POLICY_CAUSES,
  INGRESS_NO_ENDPOINTS: ({ because }) => `${NOTHING_BEHIND} ${sayCause(because)}`,
  GATEWAY_NO_ENDPOINTS: ({ because }) => `${NOTHING_BEHIND} ${sayCause(because)}`,
  OPENSHIFT_ROUTE_NO_ENDPOINTS: ({ route, because }) =>
    `Nothing stands behind Route ${nameOf(route)}. ${sayCause(because)}`,
  NAME_NOT_FOUND: sayNameNotFound,
  DNS_UNREACHABLE: sayDnsUnreachable,
  NO_ROUTE: (detail) => {
    const { ip } = detail;
    const place = placeOf(detail.place);
    switch (detail.is) {
      case 'SERVICE_OUTSIDE':
        return `${ip} is an address of ${serviceName(detail.service)}, which exists only in the rules of the cluster’s nodes: ${place} has no route to it.`;
      case 'POD_OUTSIDE':
        return `${capitalized(place)} has no route to ${ip}, the address of ${formatObjectRef(detail.owner)}: pod addresses are routed inside the cluster only.`;
      case 'NONE':
        return `${capitalized(place)} has no IPv${ipFamily(ip)} route to ${ip}.`;
    }
  },
  ADDRESS_NOT_PUBLIC: ({ ip, owner, annotation, params }) => {
    const by = annotation ?? (params === undefined ? undefined : `scheme of IngressClassParams ${params}`);
    const why = by === undefined ? '' : ` It is the address of an internal load balancer (${by}).`;
    return `${ip} is an address of the network that the cluster is in (${formatObjectRef(owner)}): nobody on the internet has a way to it.${why}`;
  },
  POD_NETWORK_NOT_ROUTED: ({ ip, pod, cni }) =>
    `The load balancer sends to Pod ${nameOf(pod)} at its own address ${ip}, and the network that the load balancer is in has no route to it: the pod addresses of this CNI (${cni}) exist on and between the nodes only.`,
  SOURCE_NOT_PUBLIC: ({ ip, to, node }) => {
    if (ip.includes(':'))
      return `The packet to ${to} leaves the cluster’s network with the unique local address ${ip}: the internet has no way back to it, and nobody translates IPv6 addresses unless a gateway is set up to (NAT66).`;
    const lent =
      node === undefined
        ? ''
        : ` The public address of Node ${node} is lent to what the node itself sends, not to its pods.`;
    return `The packet to ${to} leaves the cluster’s network with the private address ${ip}, which nothing on its way has masqueraded: the gateway to the internet drops it, as there is no public address for it.${lent}`;
  },
  FIREWALL_CLOSED: ({ cloud, protocol, ip, port, service }) => {
    const what = `${protocol} to ${port === undefined ? ip : formatEndpoint(ip, port)}`;
    const whose = service === undefined ? '' : ` (the node port of ${serviceName(service)})`;
    return `${capitalized(FIREWALLS[cloud])} drops ${what}${whose} from the internet: nothing comes in there as long as no rule lets it.`;
  },
  ADDRESS_UNUSED: (detail) => {
    const nobody = `o pod, Service or node has the address ${detail.ip}`;
    switch (detail.is) {
      case 'NOBODYS':
        return `N${nobody}${detail.range === undefined ? '' : ` (of ${detail.range})`}.`;
      case 'NODES_IN_POD_RANGE':
        return `N${nobody}. The pods’ range ${detail.range} also holds node addresses (${detail.node}: ${detail.nodeIPs.join(', ')}): other machines of their network cannot be reached from here.`;
      case 'RETURNED':
        return `The packet came back to ${placeOf(detail.place)}, which had sent it: n${nobody}.`;
    }
  },
  NO_ADDRESS_OF_FAMILY: (detail) => {
    switch (detail.is) {
      case 'NAME':
        return `${detail.host} has no address of a family the client has.`;
      case 'CLIENT':
        return `The client has no IPv${ipFamily(detail.ip)} address, so it cannot reach ${detail.ip}.`;
      case 'ENTRY_POINT':
        return `${formatObjectRef(detail.entry)} has no address of a family the client has (${detail.addresses.join(', ')}).`;
    }
  },
  PROXY_LOOP: ({ route, proxies }) =>
    `${route === undefined ? 'A proxy' : formatObjectRef(route)} sends the request on after ${proxies} proxies have done so: it is taken to go in circles until somebody waits no longer.`,
  LOAD_BALANCER_HAIRPIN: ({ service, client }) =>
    `The load balancer of ${serviceName(service)} keeps the client’s address ${client} and gave the packet to the node it came from, which takes its own address for martian.`,
  MTU_EXCEEDED: ({ bytes, device, place, mtu }) =>
    `The packet has ${bytes} bytes, ${device} of ${placeOf(place)} takes ${mtu}, and its sender does not let it be fragmented (DF): the sender is told so and has to send less.`,
  TTL_EXPIRED: ({ place, ip, port }) => {
    const went = `Node and router send the packet to each other until its TTL runs out (last at ${placeOf(place)})`;
    return port === undefined
      ? `${went}: no pod, Service or node has the address ${ip}.`
      : `${went}: ${ip} is routed to the nodes for ${serviceName(port.service)}, and no rule there takes ${port.protocol} port ${port.port}.`;
  },
  LOOPBACK_LEFT_HOST: ({ ip }) => `A loopback address (${ip}) may not leave its host.`,
  MARTIAN_SOURCE: ({ ip, place }) =>
    `The source ${ip} is an address of ${placeOf(place)} itself: a packet that brings it from outside is martian.`,
  ANSWER_NOT_SEEN: ({ place: at, rule }) => {
    const place = placeOf(at);
    const by = rule === undefined ? 'and drops it' : `and rule ${rule.index} of ${rule.chain} drops it`;
    return `The answer goes back past ${place}: what the client sends next is INVALID to it, ${by}.`;
  },
  RULE_DROPPED: (detail) => {
    switch (detail.is) {
      case 'BY_RULE': {
        const { rejected, rule } = detail;
        const place = placeOf(detail.place);
        const by = rule === undefined ? place : `rule ${rule.index} of ${rule.chain} on ${place}`;
        return `The packet was ${rejected ? 'rejected' : 'dropped'} by ${by}.`;
      }
      case 'BY_ROUTING':
        return `Routing on ${placeOf(detail.place)} discarded the packet (${detail.action.toLowerCase().replaceAll('_', ' ')}).`;
      case 'FOR_SERVICE':
        return `kube-proxy’s rules for ${serviceName(detail.service)} on ${detail.node} ended the packet.`;
    }
  },
};

const WHO = { internet: 'clients on the internet', node: 'nodes' } as const;

/** Of the hosts that a cluster serves, in a sentence. */
const HOSTS_NAMED = 5;

function sayNameNotFound(detail: CauseDetails['NAME_NOT_FOUND']): string {
  switch (detail.is) {
    case 'NOT_HERE': {
      const { host, hosts } = detail;
      const named = hosts.slice(0, HOSTS_NAMED).join(', ');
      const here = hosts.length === 0 ? '' : ` Hosts here: ${named}${hosts.length > HOSTS_NAMED ? ', …' : ''}.`;
      return `Nothing in this cluster serves ${host}: on the internet that name leads elsewhere.${here}`;
    }
    case 'NOT_OUTSIDE':
      return `${detail.host} is not a name that ${WHO[detail.from]} can resolve.`;
    case 'SERVICE_OUTSIDE':
      return `${detail.host} is a Service name: it exists only in the cluster’s DNS, which ${WHO[detail.from]} do not use.`;
    case 'ALIAS_OF_NOTHING':
      return `${serviceName(detail.service)} is an alias of ${detail.externalName}, a name without an address.`;
    case 'ALIAS_OF_ADDRESS':
      return `The externalName of ${serviceName(detail.service)} is the address ${detail.externalName}: DNS takes it for a name, which does not exist. For an address there are Services without a selector, with an EndpointSlice.`;
    case 'SERVICE_REFUSED':
      return `There is no ${serviceName(detail.service)}, as the API server refuses it as it is written: ${refusalText(detail.refusal)}`;
    case 'NOT_SERVED': {
      const { full, rcode, config } = detail;
      const by = config === undefined ? '' : ` by its Corefile (${formatObjectRef(config)})`;
      return `The cluster’s DNS answers ${rcode} for ${full}${by}, although the Service is there: nothing serves that zone from the cluster’s Services.`;
    }
    case 'OUTSIDE_BACKEND':
      return `The externalName ${detail.externalName} of ${serviceName(detail.service)} has no address.`;
    case 'OTHER_SERVERS':
      return `${detail.host} is a Service name, and Pod ${nameOf(detail.pod)} asks ${detail.servers.join(', ')}, which does not know the cluster’s names.`;
    case 'NOT_SEARCHED': {
      const { host, pod, search, full } = detail;
      const list = search.length === 0 ? 'no search list' : `the search list ${search.join(' ')}`;
      return `Pod ${nameOf(pod)} has ${list}, so ${host} is never looked for as ${full}.`;
    }
    case 'OTHER_SUBDOMAIN': {
      const { pod, service, set, subdomain } = detail;
      const field = set === undefined ? 'its subdomain' : `the serviceName of its StatefulSet ${set}`;
      const has = subdomain === undefined ? 'is not set' : `is ${subdomain}`;
      return `Pod ${nameOf(pod)} has no name below Service ${service}: ${field} ${has}.`;
    }
    case 'NO_GOVERNING_SERVICE': {
      const { set, service } = detail;
      return `No pod of StatefulSet ${nameOf(set)} has a name: its serviceName is ${service}, and there is no Service ${service} in namespace ${set.namespace}.`;
    }
    case 'COREFILE': {
      const { host, name, rcode, line, config } = detail;
      const plugin = line.split(' ')[0] ?? '';
      const why =
        rcode !== 'SERVFAIL'
          ? ''
          : ` The plugin ${plugin} has no such name, and without fallthrough it leaves none to the plugins after it.`;
      const asked = name === `${host}.` ? name : `${name} (for ${host})`;
      return `CoreDNS answers ${asked} with ${rcode}, as "${line}" in its Corefile (${formatObjectRef(config)}) has it.${why}`;
    }
    case 'POD_NOT_READY': {
      const { service, pod } = detail;
      return `Pod ${pod.name} has no name below ${serviceName(service)} as long as it is not ready (${unreadyText(pod)}): publishNotReadyAddresses is not set.`;
    }
    case 'NO_REPLICA': {
      const { set, pod, replicas } = detail;
      return `There is no pod ${pod}: StatefulSet ${nameOf(set)} has ${replicas === 1 ? 'one replica' : `${replicas} replicas`}, numbered from 0.`;
    }
    case 'UNKNOWN': {
      const where = detail.namespace === undefined ? '' : ` in namespace ${detail.namespace}`;
      return `No Service${where} is named ${detail.host}, and no other name server knows it.`;
    }
    case 'NOT_EXPLAINED':
      return 'The name has no address.';
  }
}

function sayDnsUnreachable(detail: CauseDetails['DNS_UNREACHABLE']): string {
  switch (detail.is) {
    case 'NO_ANSWER': {
      const { server, because, waits } = detail;
      const inner = because === undefined ? [] : [sayCause(because)];
      return [`The DNS query to ${server} got no answer.`, ...inner, ...waitText(waits)].join(' ');
    }
    case 'NOT_FORWARDED': {
      const { pod, server, because } = detail;
      const asked = `Pod ${nameOf(pod)} answers for the cluster’s names only: its own query to ${server} got no answer, so the name could not be found out (SERVFAIL).`;
      return because === undefined ? asked : `${asked} ${sayCause(because)}`;
    }
    case 'HALTED': {
      const { pod, config, forward } = detail;
      return `CoreDNS (pod ${nameOf(pod)}) exits as soon as it has started: its Corefile (${formatObjectRef(config)}) forwards to ${forward}, which is CoreDNS itself, and its loop plugin finds that.`;
    }
    case 'NO_SERVER':
      return detail.pod === undefined
        ? 'The client has no name server.'
        : `${capitalized(podName(detail.pod))} has no name server: dnsPolicy None without dnsConfig.nameservers.`;
    case 'NO_ADDRESS_OF_FAMILY':
      return `${capitalized(podName(detail.pod))} has no address of the family of its name servers (${detail.servers.join(', ')}).`;
  }
}

type Waits = Extract<CauseDetails['DNS_UNREACHABLE'], { readonly is: 'NO_ANSWER' }>['waits'];

function waitText(waits: Waits): readonly string[] {
  if (waits === undefined) return [];
  const { timeout, attempts, servers } = waits;
  const seconds = timeout * attempts * servers;
  return [`The client waits ${seconds} s (timeout ${timeout} s, ${attempts} attempts) before it gives up.`];
}
