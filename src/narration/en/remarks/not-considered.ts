import type { AnnotationEffect } from '../../../engine/fields.ts';
import { formatObjectRef } from '../../../engine/objects.ts';
import type { NotConsidered, NotConsideredDetails } from '../../../engine/outcomes.ts';
import { say, type Sentences } from '../../sentences.ts';
import { POLICY_LANGUAGES } from '../phrases/policies.ts';
import { nameOf, podName, serviceName, thingName } from '../phrases/names.ts';
import { MESH_REMARKS } from './meshes.ts';
import { NETWORK_REMARKS } from './networks.ts';

/** What an object that is not read could do to a request. */
export const sayNotConsidered = (found: NotConsidered): string => say(REMARKS, found, formatObjectRef(found.object));

/** What each effect could do, as the end of "They could …". */
const COULD: Readonly<Record<AnnotationEffect, string>> = {
  refuses: 'refuse this request',
  moves: 'send it elsewhere or give it another address',
  speaks: 'make proxy and backend speak different protocols',
  hides: 'make it unreachable from outside',
  changes: 'redirect it or change what the backend sees',
  meshes: 'put a proxy of a mesh beside the pod, through which its connections go',
  connects: 'connect the pod otherwise',
};

const VERBS = { allows: 'allow', refuses: 'refuse', both: 'allow or refuse' } as const;

/** Of the object whose name is given. */
const REMARKS: Sentences<NotConsideredDetails, [string]> = {
  ...NETWORK_REMARKS,
  ...MESH_REMARKS,
  POLICY_SELECTS: ({ end, direction, effect, protocol, port }, label) =>
    `${label} selects ${thingName(end)}, the ${direction === 'egress' ? 'source' : 'destination'} of this connection: its ${direction} rules could ${VERBS[effect]} ${protocol} port ${port}. Policies of this kind are not read.`,

  POLICY_PART: ({ end, direction, effect, fields, protocol, port }, label) =>
    `${label} selects ${thingName(end)}, the ${direction === 'egress' ? 'source' : 'destination'} of this connection, and has ${fields.join(', ')}, which is not read: its ${direction} rules could ${VERBS[effect]} ${protocol} port ${port}.`,
  POLICY_REFUSED: ({ end, by }, label) =>
    `${label} would select ${thingName(end)}, but ${POLICY_LANGUAGES[by]} refuses all of it: it has no effect. What is wrong with it stands with the policy.`,
  POLICY_LABELS_UNKNOWN: ({ end, keys }, label) =>
    `${label} speaks of ${thingName(end)} and goes by ${keys.join(', ')}. Unless it is set up otherwise Cilium does not know pods by ${keys.length === 1 ? 'that label: no pod has it' : 'those labels: no pod has them'} for the policy.`,
  POLICIES_SET_UP: ({ keys }, label) =>
    `${label} sets ${keys.join(', ')}, by which policies of Cilium mean something else than the walk shows.`,
  POLICY_NOT_ENFORCED: ({ end, cni }, label) =>
    `${label} selects ${thingName(end)}, but the CNI ${cni} does not read policies of this kind: nobody enforces it.`,

  COREFILE_ANSWERS: ({ line }, label) =>
    `The Corefile in ${label} has "${line.slice(0, 60)}": names may be answered otherwise than the walk shows.`,
  CONTROLLER_SENDS_PORT: ({ port, to }, label) => `${label} sends port ${port} of the controller to ${to}.`,
  CONTROLLER_SET_UP: ({ keys, pod }, label) => {
    const proxy = keys.includes('use-proxy-protocol')
      ? ' With use-proxy-protocol it refuses connections that do not begin with a PROXY protocol header, which only a load balancer adds; this one does not pass it.'
      : '';
    return `${label} sets ${keys.join(', ')} for the controller in ${podName(pod)}.${proxy}`;
  },

  MAKES_SELECTED_PODS: ({ service }, label) =>
    `${label} makes pods that ${serviceName(service)} selects; its pods are there only where they are given.`,
  TAKES_OVER_PODS: ({ workload }, label) =>
    `${label} takes over the pods of ${formatObjectRef(workload)}, which it may scale down to none.`,
  MAY_MAKE_SERVICE: ({ service }, label) =>
    `${label} lets a controller make what is not in the input: ${serviceName(service)} and the pods behind it may be among it.`,
  SCALES_TO_NONE: ({ workload }, label) =>
    `${label} scales ${formatObjectRef(workload)} down to no pod while there is nothing to do; the walk takes the replicas as they are written.`,
  IMPORTS_SERVICE: ({ host }, label) => `${label} makes ${host} a Service of other clusters.`,
  BALANCED_BY_CLOUD: ({ service }, label) =>
    `${label} puts the endpoints of ${serviceName(service)} behind a load balancer of the cloud, which is not part of the input.`,
  BACKEND_NOT_READ: (_, label) => `${label} is a backend of the route, of a kind that is not read.`,
  HOST_NAMED: ({ host, targets }, label) =>
    `${label} says where ${host} is${targets.length === 0 ? '' : ` (${targets.join(', ')})`}, which the walk does not know.`,

  TOLD_TO_LISTEN_ON_LOOPBACK: ({ container, pod, host, setting, usualOf, port }) =>
    usualOf !== undefined
      ? `Container ${container} of ${podName(pod)} runs ${usualOf}, which listens on ${host} unless it is told otherwise: then only the pod itself reaches port ${port}.`
      : `Container ${container} of ${podName(pod)} is told to listen on ${host} (${setting}): if it is meant for port ${port}, only the pod itself reaches that. What the setting means for this program is not known.`,
  TOLD_TO_LISTEN_ON_IPV4: ({ container, pod, setting, port }) =>
    `Container ${container} of ${podName(pod)} is told to listen on 0.0.0.0 (${setting}): most programs then take no IPv6 on port ${port}, those that are written in Go do.`,
  TOLD_TO_LISTEN_ELSEWHERE: ({ container, pod, told, setting, port }) =>
    `Container ${container} of ${podName(pod)} is told to listen on port ${told} (${setting}), and the request goes to port ${port}. Whether it listens there as well is not known.`,
  PORT_NEEDS_PRIVILEGE: ({ container, pod, port }) =>
    `Container ${container} of ${podName(pod)} runs without root and without NET_BIND_SERVICE: where the runtime does not open ports below 1024 to everybody, it cannot listen on port ${port}.`,
  RULES_REWRITTEN: ({ container, pod, command }) =>
    `Init container ${container} of ${podName(pod)} runs ${command} in the pod’s network namespace, which changes where packets go there.`,

  ROUTE_NOT_READ: ({ hosts }, label) =>
    `${label} routes ${hosts.length > 0 ? `requests for ${hosts.join(', ')}` : 'requests for any host'}: what answers this one, and how, is for it to say. Routes of this kind are not read.`,
  OPTION_OF: ({ target }, label) =>
    `${label} changes what is done with requests to ${formatObjectRef(target)}: it could redirect, refuse or rewrite this one.`,
  ANNOTATED: ({ annotations, effects }, label) => {
    const listed = annotations.map(({ key, value }) => `${key}: ${shorten(value)}`);
    const could = effects.map((effect) => COULD[effect]);
    return `${label} has annotations or labels that programs act on and that are not read: ${listed.join('; ')}. They could ${could.join(', or ')}.`;
  },
  SERVED_BY_CLOUD: ({ controller }, label) =>
    `${label} is served by a load balancer of the cloud (${controller}), by way of its load balancer controller; the walk has a proxy in the cluster in its place.`,
  BACKEND_SPEAKS_TLS: (detail, label) => {
    if ('route' in detail && detail.route !== undefined)
      return `${label} leads port ${detail.port} to ${detail.target}, on which servers mostly speak TLS (HTTPS), and Route ${nameOf(detail.route)} has the router speak plain HTTP to it, which would fail: termination reencrypt speaks TLS there, passthrough leaves TLS to the pods.`;
    return `${label} ${'target' in detail ? `leads port ${detail.port} to ${detail.target}, on which servers mostly speak TLS (HTTPS)` : `says that its port ${detail.port} speaks TLS (appProtocol ${detail.appProtocol})`}, and no annotation of the Ingress (such as nginx.ingress.kubernetes.io/backend-protocol: HTTPS) tells the controller: plain HTTP to it would fail.`;
  },
  BACKEND_MAY_BE_PLAIN: ({ port, ...by }, label) =>
    'route' in by
      ? `Route ${nameOf(by.route)} has the router speak TLS to port ${port} of ${label} (termination: reencrypt), and nothing of the Service says that it does: if it speaks plain HTTP, the answer is 503.`
      : `Ingress ${nameOf(by.ingress)} has the controller speak TLS to port ${port} of ${label} (backend-protocol: HTTPS), and nothing of the Service says that it does: if it speaks plain HTTP, the answer is 502.`,
  HOST_MAY_BE_THERE: ({ ip }, label) =>
    `${label} is on a network where a machine that is no node may have the address ${ip}, as a database beside the cluster has one: no object tells of it, and the walk takes nobody to be there.`,
  SPEAKS_NO_HTTP: ({ port, protocol, by, text }, label) =>
    `${label} seems to speak ${protocol} on port ${port} (${SAID_BY[by]} ${text}) and is asked in HTTP: the connection is opened, and what is answered is no HTTP. A proxy in between answers 502.`,
  PROOF_NOT_CHECKED: (_, label) =>
    `${label} lets in who proves who they are; whether what this request brings is right is not known here. If it is not, the answer is 401 or 403.`,
  PROBED_BY_AZURE: ({ port, type, path, appProtocol }, label) =>
    `Azure’s load balancer probes port ${port} of ${label} by ${type} with GET ${path}${appProtocol === undefined ? '' : `, as its appProtocol is ${appProtocol} and no annotation names a path`}: what the application answers is not among the objects. With anything but 200 every node is unhealthy, and no new connection is let through.`,
};

const SAID_BY = {
  appProtocol: 'appProtocol',
  name: 'the Service’s port is named',
  containerName: 'the container’s port is named',
  image: 'image',
} as const;

const MOST_LETTERS = 40;

function shorten(value: string): string {
  return value.length > MOST_LETTERS ? `${value.slice(0, MOST_LETTERS - 3)}…` : value;
}
