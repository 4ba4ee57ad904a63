import {
  type TransportProtocol,
  type AddressDetails,
  type DeclaredPort,
  type NearestPods,
  type ObjectDetails,
  type ObjectRef,
  type ServiceDetails,
  formatObjectRef,
} from '../../../engine/objects.ts';
import type { Sentences } from '../../sentences.ts';
import { pendingAddressText, refusingBalancer } from '../phrases/balancers.ts';
import { albMistakeText, elsewhereText, shortName } from '../phrases/ingresses.ts';
import { ofClass } from '../phrases/names.ts';
import { refusalText } from './service-refusals.ts';
import { labelsText, labelText, nameOf, portText } from './lists.ts';

const MOST_OWNERS = 3;

export const OBJECT_FINDINGS: Sentences<ObjectDetails, [ObjectRef]> = {
  OBJECT_UNUSABLE: (detail) => {
    switch (detail.is) {
      case 'NO_MAPPING':
        return 'an object must be a mapping with apiVersion, kind and metadata';
      case 'NO_KIND':
        return 'an object needs an apiVersion and a kind';
      case 'NO_NAME':
        return `a ${detail.kind} needs metadata.name`;
    }
  },
  DUPLICATE_OBJECT: ({ before }, object) =>
    before === undefined
      ? 'this object is there twice; the later one is used'
      : `${formatObjectRef(object)} is there twice (before: ${before.file}:${before.line}); expected it once. The later one counts.`,
  OWNERS_IN_A_CIRCLE: ({ others }) => {
    const names = others.slice(0, MOST_OWNERS).map(formatObjectRef).join(', ');
    const more = others.length > MOST_OWNERS ? ` and ${others.length - MOST_OWNERS} more` : '';
    return `It and ${names}${more} own one another, so none is at the top and no pods are made for them. Remove one of the ownerReferences.`;
  },
};

export const ADDRESS_FINDINGS: Sentences<AddressDetails> = {
  DUPLICATE_ADDRESS: (detail) => {
    switch (detail.is) {
      case 'OF_NODE':
        return `${detail.ip} is also an address of Node ${detail.node} (IPv${detail.family} addresses of nodes must differ)`;
      case 'OF_POD':
        return `${detail.ip} is already the address of Pod ${nameOf(detail.pod)}; this pod is given another`;
      case 'OF_SERVICE':
        return `${detail.field} ${detail.taken} is already that of ${formatObjectRef(detail.holder)}, and the API server takes none twice (“provided ${detail.field === 'nodePort' ? 'port' : 'IP'} is already allocated”): leave the field out, or choose another`;
    }
  },
  RANGES_OVERLAP: (detail) => {
    switch (detail.is) {
      case 'NODES_IN_RANGE': {
        const of = detail.of === 'PODS' ? 'pods' : 'Services';
        const more = detail.others === 0 ? '' : `, and those of ${detail.others} more`;
        return `The range ${detail.range} of ${of} holds the node’s address ${detail.ip}${more}: the two overlap, and what else is in the nodes’ network cannot be reached by pods. Use ranges that do not overlap.`;
      }
      case 'PODS_AND_SERVICES':
        return `The node’s podCIDR ${detail.podCIDR} and the range ${detail.services} of Services overlap: an address may be a pod’s and a Service’s at once. Use ranges that do not overlap.`;
      case 'POD_RANGE_AND_SERVICES':
        return `The range ${detail.pods} of pods and the range ${detail.services} of Services overlap: an address may be a pod’s and a Service’s at once. Use ranges that do not overlap.`;
      case 'NODE_IN_POD_CIDR': {
        const whose = detail.node === undefined ? 'its own address' : `the address of node ${detail.node},`;
        return `Its podCIDR ${detail.podCIDR} holds ${whose} ${detail.ip}: the two overlap, and a pod may get what is a node’s. Use ranges that do not overlap.`;
      }
      case 'POD_CIDRS':
        return `Its podCIDR ${detail.podCIDR} and ${detail.other} of node ${detail.node} overlap: pods of both may get one address, and routes lead to one of them only.`;
    }
  },
  LOAD_BALANCER_PENDING: ({ by, because }) =>
    `The Service waits for an address (pending)${refusingBalancer(by)}. ${pendingAddressText(because)}`,
  ADDRESS_WITHOUT_ANNOUNCER: ({ ip, of }) =>
    of === 'EXTERNAL_IP'
      ? `No node has ${ip}, and Kubernetes leads nobody to externalIPs: outside, something has to route it to the nodes, which no object here shows.`
      : `Nothing among the objects gives out or announces ${ip}, and no node has it: what leads clients there is not to be seen.`,
  NODE_NETWORK_EXHAUSTED: ({ networks, node, others }) =>
    `${networks.join(' and ')} has no address left for node ${node}${others === 0 ? '' : ` and ${others} more`}: docker keeps the first for its gateway and starts no container without one; widen it`,
  POD_CIDR_EXHAUSTED: ({ range }) =>
    `no part of the pod network ${range} is left for this node: its pods get no addresses`,
  SERVICE_CIDR_EXHAUSTED: ({ family }) =>
    `no free IPv${family} address is left in the Service range: widen networking.serviceSubnet`,
};

export const SERVICE_FINDINGS: Sentences<ServiceDetails> = {
  SELECTOR_MATCHES_NOTHING: ({ namespace, selector, scaled, nearest }) =>
    scaled !== undefined
      ? `The Service has no endpoints: ${scaled.kind} ${scaled.name}, whose pods it selects (${labelsText(selector)}), is scaled to 0.`
      : `No pod in namespace ${namespace} has the labels ${labelsText(selector)}, so the Service has no endpoints.${nearestText(nearest)} Make the selector and the pods’ labels agree.`,
  NO_READY_ENDPOINTS: ({ endpoints }) =>
    `Connections to the Service are refused: ${noneReadyText(endpoints)}. Look at why its pods are not ready.`,
  TARGET_PORT_NOT_DECLARED: ({ protocol, port, declared }) =>
    `No container of the selected pods declares ${protocol} port ${port}: ${declaredText(declared, protocol)}. Check that something listens there.`,
  TARGET_PORT_NOT_FOUND: ({ protocol, name, declared }) =>
    `No container of the selected pods has a ${protocol} port named "${name}": ${declaredText(declared, protocol)}. The Service port leads nowhere.`,
  ENDPOINTS_WITHOUT_SERVICE: ({ service: { namespace, name } }) =>
    `There is no Service ${name} in namespace ${namespace}: kube-proxy makes no rules of it.`,
  SERVICE_REFUSED: (refusal) => `The API server refuses this Service: ${refusalText(refusal)}`,
  INGRESS_CLASS_NOT_SERVED: ({ className }) =>
    `No controller serves ${ofClass(className)}, so the Ingress has no effect.`,
  INGRESS_BACKEND_NOT_FOUND: ({ service: { namespace, name }, elsewhere }) =>
    `There is no Service ${name} in namespace ${namespace}: requests for it are answered with 503.${elsewhereText(elsewhere)}`,
  INGRESS_BACKEND_PORT_NOT_FOUND: ({ service: { name }, wanted, ports }) =>
    `Service ${name} has no port ${wanted}; it has ${ports.map(portText).join(', ') || 'none'}. Name a port of the Service, not of the container.`,
  ALB_RULE_UNUSABLE: ({ annotation, because }) =>
    because.is === 'ABSENT'
      ? `A backend has port use-annotation, and there is no annotation ${shortName(annotation)}: the ALB answers 503. ${because.has.length === 0 ? 'It has no actions.' : `It has ${because.has.map((name) => `actions.${name}`).join(', ')}.`}`
      : `The annotation ${shortName(annotation)} cannot be read, ${albMistakeText(because)}: the controller builds no ALB for any Ingress of the group.`,
  ROUTE_PORT_NOT_FOUND: ({ service: { name }, wanted, ports }) =>
    `Service ${name} has no port named ${wanted}, and its pods have no port ${wanted}; they have ${ports.map(portText).join(', ')}. The router finds no endpoint of it. Name a port of the Service, or give the number that its pods have.`,
  ROUTE_SERVICE_NOT_FOUND: ({ service: { namespace, name }, alone, elsewhere = [] }) => {
    const there =
      elsewhere.length === 0
        ? ''
        : ` There is one in ${elsewhere.join(', ')}: a Route leads to its own namespace alone.`;
    const what = alone ? 'requests are answered with 503' : 'its share of the requests goes to the other backends';
    return `There is no Service ${name} in namespace ${namespace}: ${what}.${there}`;
  },
  GOVERNING_SERVICE_NOT_FOUND: ({ service: { namespace, name } }) =>
    `There is no Service ${name} in namespace ${namespace}, so the pods have no names (POD.${name}). Create it with clusterIP None: the serviceName of a StatefulSet cannot be changed.`,
  TLS_SECRET_NOT_FOUND: ({ secret: { namespace, name }, cloud }) =>
    `There is no Secret ${name} in namespace ${namespace}: ${cloud === undefined ? 'the controller presents its default certificate or, as Contour, serves no HTTPS for the host.' : `GKE’s controller reports a sync error (secrets "${name}" not found) and builds or changes no load balancer for the Ingress, not for plain HTTP either, until there is one.`}`,
  FRONTEND_CONFIG_NOT_FOUND: ({ config: { namespace, name } }) =>
    `There is no FrontendConfig ${name} in namespace ${namespace}: GKE’s controller says so in an event and builds the load balancer without it. Plain HTTP is not redirected, and no SSL policy applies.`,
};

function noneReadyText(endpoints: number): string {
  if (endpoints === 0) return 'it has no endpoints with an address';
  return endpoints === 1 ? 'its one endpoint is not ready' : `none of its ${endpoints} endpoints is ready`;
}

function nearestText(nearest: NearestPods | undefined): string {
  if (nearest === undefined) return '';
  const { workload, key, value } = nearest;
  return ` The nearest are the pods of ${workload.kind} ${workload.name}, which have ${labelText(key, value)}.`;
}

/** With their protocols where these are not all the one that is asked for. */
function declaredText(ports: readonly DeclaredPort[], asked: TransportProtocol): string {
  if (ports.length === 0) return 'they declare no ports';
  const alike = ports.every(({ protocol }) => protocol === asked);
  const text = (port: DeclaredPort): string => (alike ? portText(port) : `${port.protocol} ${portText(port)}`);
  return `they declare ${ports.map(text).sort().join(', ')}`;
}
