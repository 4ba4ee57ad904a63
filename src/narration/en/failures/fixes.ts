import { formatObjectRef } from '../../../engine/objects.ts';
import type { CauseFacts, Fix, FixDetails, PolicyEnd } from '../../../engine/outcomes.ts';
import { formatEndpoint } from '../../../engine/packets.ts';
import { say, type Sentences } from '../../sentences.ts';
import { sayCause } from './causes.ts';
import { STARTS } from '../phrases/balancers.ts';
import { FIREWALLS } from '../phrases/firewalls.ts';
import { ENVIRONMENTS, MAPPINGS } from '../phrases/machines.ts';
import { labelsText, serviceName } from '../phrases/names.ts';
import { selectorText } from '../phrases/selectors.ts';
import { connectionText, endText, transportText } from '../phrases/policies.ts';

/** What to do so that a request succeeds, in a sentence. */
export function sayFix(fix: Fix): string {
  const said = say(FIXES, fix);
  return fix.leaves === undefined ? said : `${said} With that alone it still fails: ${sayLeft(fix.leaves)}`;
}

/** What still stands in the way, in short. */
function sayLeft(left: CauseFacts): string {
  switch (left.code) {
    case 'POLICY_DENIES_INGRESS': {
      const { policy, own, peer, transport } = left.detail;
      return `${endText(own)} does not take ${connectionText('ingress', transport, peer)} (${formatObjectRef(policy)}).`;
    }
    case 'POLICY_DENIES_EGRESS': {
      const { policy, own, peer, transport } = left.detail;
      return `${endText(own)} may not send ${connectionText('egress', transport, peer)} (${formatObjectRef(policy)}).`;
    }
    default:
      return sayCause(left);
  }
}

/** Whom a rule lets that is meant for one. */
const forAll = (one: PolicyEnd | undefined): string =>
  one === undefined
    ? ''
    : ` That is for every pod that it selects, as ${endText(one)} has no labels to be selected by.`;

const SAID_BY = {
  appProtocol: 'appProtocol',
  name: 'name',
  containerName: 'containerPort’s name',
  number: 'number',
} as const;

/** As many names as one is asked whether one meant them. */
const MEANT = 3;

type Balancers = NonNullable<FixDetails['CALL_ENTRY_POINT']['balancers']>;

/** " (203.0.113.1 of Service shop/web)"; nothing for none. */
function balancersNamed(balancers: Balancers): string {
  const named = balancers.slice(0, MEANT).map(({ ip, service }) => `${ip} of ${serviceName(service)}`);
  return named.length === 0 ? '' : ` (${named.join(', ')}${balancers.length > MEANT ? ', …' : ''})`;
}

const FIXES: Sentences<FixDetails> = {
  SET_FIELD: ({ field, value }) => `Set ${field} to ${value}.`,
  REMOVE_FIELD: ({ path }) =>
    `Remove ${path.map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${step}`)).join('')}.`,
  SET_FIELD_OF_BACKEND: ({ field, value }) => `Set the backend’s ${field} to ${value}.`,
  SET_TYPE_LOAD_BALANCER: () => 'Set its type to LoadBalancer.',
  SET_SELECTOR: ({ selector }) => `Set the selector to ${labelsText(selector)}.`,
  SET_TRAFFIC_POLICY: ({ field }) => `Set ${field} to Cluster, or run a pod on every node that receives traffic.`,
  ADD_SOURCE_RANGE: ({ cidr }) => `Add ${cidr} to loadBalancerSourceRanges.`,
  SET_SLICE_PORT: ({ slice, port }) => `Set the port of EndpointSlice ${slice} to ${port}.`,
  NAME_PORT_OF: ({ kind, name, port }) => `Call the port of ${kind} ${name} ${JSON.stringify(port)}.`,
  SET_PROTOCOL_OF: ({ kind, name, protocol }) => `Set the protocol of the port of ${kind} ${name} to ${protocol}.`,
  SET_ANNOTATION: ({ annotation, value }) => `Set the annotation ${annotation} to ${value}.`,
  ADD_TO_ANNOTATION: ({ annotation, value }) => `Add ${value} to the annotation ${annotation}.`,
  ADD_LINE: ({ line, to }) => `Add the line "${line}" to "${to}".`,
  REPLACE_LINE: ({ was, line }) => `Write "${line}" in place of "${was}".`,
  PUBLISH_NOT_READY: () => 'Set publishNotReadyAddresses to true, or make the readiness probe succeed.',
  REMOVE_LABEL: ({ label }) => `Remove the label ${label}.`,
  CALL_OR_SET_PORT: ({ has, port }) => `Call port ${has}, or set the Service’s port to ${port}.`,
  REMOVE_NODE_SELECTOR: ({ selector }) =>
    `Remove the nodeSelector ${labelsText(selector)}, or give a node these labels.`,
  SET_TO: ({ value }) => `It has to be ${value}.`,
  CREATE_HEADLESS_SERVICE: ({ service: { namespace, name }, set, others }) => {
    const create = `Create the headless Service ${name} in namespace ${namespace}, with the selector of StatefulSet ${set}.`;
    const [other] = others;
    return other === undefined
      ? create
      : `${create} A serviceName cannot be changed: to use Service ${other}, create the StatefulSet anew with serviceName ${other}.`;
  },
  SLEEP_BEFORE_STOP: ({ seconds }) => `Let the container sleep ${seconds} s in preStop.`,
  PROBE_OFTEN: () => 'Probe every second.',
  GIVE_PROBE: ({ port }) => `Give the container a readinessProbe on port ${port}.`,

  ADD_PORT_TO_RULE: ({ policy, direction, transport, rule, unlabelled }) =>
    `Add ${transportText(transport)} to ${direction} rule ${rule + 1} of ${formatObjectRef(policy)}.${forAll(unlabelled)}`,
  ADD_RULE: ({ policy, direction, transport, peer, unlabelled }) =>
    `Add an ${direction} rule to ${formatObjectRef(policy)} that allows ${connectionText(direction, transport, peer)}.${forAll(unlabelled)}`,
  CREATE_POLICY: ({ policy, direction, transport, labels, expressions = [], peer }) =>
    `Create ${formatObjectRef(policy)}: it lets pods with ${selectorText({ labels, expressions })}, and no others, ${direction === 'ingress' ? 'take' : 'send'} ${connectionText(direction, transport, peer)}.`,
  ALLOW_CLIENT: ({ client, port }) => `Add a rule that lets ${client} in on port ${port}.`,
  REMOVE_DENIAL: ({ rule }) => `Remove rule ${rule + 1}.`,
  REMOVE_RULE: ({ policy, direction, transport, rule }) =>
    `Take ${direction}Deny rule ${rule + 1} out of ${formatObjectRef(policy)}, or leave ${transportText(transport)} out of it: no rule that allows comes before one that denies.`,
  ADD_RULE_BEFORE: ({ policy, direction, transport, peer, rule }) =>
    `Put a rule before ${direction} rule ${rule + 1} of ${formatObjectRef(policy)} that allows ${connectionText(direction, transport, peer)}.`,

  ADD_LISTENER: ({ port }) => `Add a listener on port ${port}.`,
  ADD_HTTP_LISTENER: ({ port }) => `Add an HTTP listener on port ${port}.`,
  NAME_GATEWAY: ({ gateway }) => `Name ${formatObjectRef(gateway)}.`,
  LET_LISTENER_TAKE_KIND: ({ listener, kind }) => `Let listener ${listener} take ${kind}s.`,
  LET_LISTENER_TAKE_NAMESPACES: ({ listener, namespaces }) =>
    `Let listener ${listener} take routes of namespaces ${namespaces.join(' and ')}.`,
  ADD_HOSTNAME: ({ host }) => `Add ${host} to the route’s hostnames.`,
  WRITE_AS_RE2: () => 'Write it as RE2 reads it: no look-around, no back references, no repetition above 1,000.',
  WEIGH_BACKEND: ({ backend }) => `Set the weight of ${backend} to 1.`,
  NAME_SECRET: ({ secret }) => `Name Secret ${secret}.`,
  CREATE_GRANT: ({ from, to }) =>
    `Create a ReferenceGrant in namespace ${to.namespace} from ${from.kind}s of namespace ${from.namespace} to ${to.kind} ${to.name}.`,

  CREATE_ADVERTISEMENT: ({ kind, pool }) =>
    `Create ${/^[AEIOL]/.test(kind) ? 'an' : 'a'} ${kind} for addresses of pool ${pool}.`,
  LET_ADVERTISEMENT_SELECT_ALL: ({ advertisement }) =>
    `Let ${formatObjectRef(advertisement)} select every node, or give a node the labels that it selects.`,

  ADD_TO_POOL: ({ pool, ip }) => `Add ${ip} to pool ${pool}.`,
  START_BALANCER: ({ environment }) => STARTS[environment],
  MAP_PORT: ({ environment, port, containerPort }) =>
    `Make the cluster with port ${port} of the machine mapped to port ${containerPort} of a node (${MAPPINGS[environment] ?? ENVIRONMENTS[environment]}).`,
  FORWARD_PORT: ({ service: { namespace, name }, port, own }) =>
    `Run \`kubectl port-forward -n ${namespace} service/${name} ${own}:${port}\` and call localhost:${own}.`,
  CALL_LOCALHOST: ({ port }) => `Call localhost:${port}.`,
  CALL_NODE_PORT: ({ ip, port }) => `Call ${formatEndpoint(ip, port)}.`,

  DID_YOU_MEAN: ({ names }) => `Did you mean ${names.slice(0, MEANT).join(' or ')}?`,
  CORRECT_AND_APPLY: ({ object }) =>
    `Correct what the API server names in ${formatObjectRef(object)}, and apply it again: \`kubectl apply --dry-run=server\` says whether it takes it.`,
  CALL_NAME: ({ name }) => `Call it ${name}.`,
  CALL_ADDRESS: ({ ip }) => `Call ${ip}.`,
  CALL_PORT: ({ port }) => `Call port ${port}.`,
  CALL_BY_HTTP: ({ port, by, text }) =>
    by === undefined
      ? `Call port ${port} by http. What the process behind it speaks is not known: by https only if it speaks TLS.`
      : `Call port ${port} by http: its ${SAID_BY[by]} is ${text}, and nothing says that the process behind it speaks TLS.`,
  CALL_OTHER_ADDRESS_OF_NODE: ({ port }) => `Call node port ${port} at another address of a node.`,
  CALL_SERVICE_BY_NAME: () => 'Call the Service by its name (clusterIP) inside the cluster, or use IP targets.',
  CALL_ENTRY_POINT: ({ balancers = [] }) =>
    `Use an Ingress host, the address of a LoadBalancer Service${balancersNamed(balancers)}, or a node address with its nodePort.`,
  SEND_LESS: ({ bytes }) => `Send at most ${bytes} bytes.`,
  USE_SCHEME: ({ scheme }) => `Use ${scheme} on this port.`,
  OPEN_CONNECTION_FOR: ({ host }) => `Open the connection for ${host}.`,

  START_CONTAINER: ({ container }) => `Start container ${container}.`,
  LET_CONTAINER_RUN: ({ container, pod }) => `Get container ${container} of pod ${pod} to run.`,
  OPEN_GATES: ({ pod, gates }) =>
    `Find out what sets the condition ${gates.join(', ')} of pod ${pod} (a controller, such as that of a load balancer), and why it has not set it to True.`,
  LET_PROBE_SUCCEED: ({ pod }) => `Make the readiness probe of pod ${pod} succeed.`,
  GIVE_ADDRESS_NO_NODE_HAS: () => 'Give the Service an address that no node has.',
  EXPOSE_SERVICE: () => 'Use a NodePort, a LoadBalancer or an Ingress from outside the cluster.',
  OPEN_FIREWALL: ({ cloud, protocol, port, service }) => {
    const open = `Open ${protocol}${port === undefined ? '' : ` ${port}`} for the clients in ${FIREWALLS[cloud]}`;
    return service === undefined ? `${open}.` : `${open}, or give ${serviceName(service)} a load balancer.`;
  },
  ASK_FROM_INSIDE: (detail) => {
    const set =
      'annotation' in detail
        ? `the annotation ${detail.annotation}`
        : `the scheme of IngressClassParams ${detail.params}`;
    return `Ask from inside the network: from a pod, a node or a host of the VPC. Or make it public: set ${set} to ${detail.value}, and everybody on the internet can reach it.`;
  },
  PUT_SERVICE_IN_FRONT: () => 'Put a Service of type NodePort or LoadBalancer, or an Ingress, in front of it.',
  LET_ADDRESS_BE_GIVEN: () => 'Have something give it one: a cloud, MetalLB, or another load balancer controller.',
};
