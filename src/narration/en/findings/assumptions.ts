import { refusalText } from './service-refusals.ts';
import { POLICY_LANGUAGES, unenforcedText } from '../phrases/policies.ts';
import { type Assumption, type AssumptionDetails, formatObjectRef } from '../../../engine/objects.ts';
import { formatEndpoint } from '../../../engine/packets.ts';
import { say, type Sentences } from '../../sentences.ts';
import { ENVIRONMENTS, MAPPINGS } from '../phrases/machines.ts';
import { FIREWALLS } from '../phrases/firewalls.ts';
import { healthCheckText } from '../phrases/health-checks.ts';
import { sayUnsupported } from './gateways.ts';
import { nameOf } from './lists.ts';

/** What was taken for granted. A page fetches the sentences when somebody looks at what a walk rests on. */
export function sayAssumption(assumption: Assumption): string {
  return say(ASSUMPTIONS, assumption);
}

const ASSUMPTIONS: Sentences<AssumptionDetails> = {
  NODES_ASSUMED: ({ nodes, named }) => {
    const why = named ? 'pods name them, but no Node objects are given' : 'no Node objects are given';
    return `The nodes ${nodes.join(', ')} are assumed: ${why}.`;
  },
  NODE_ADDRESS_ASSUMED: ({ node, ip }) => `Node ${node} states no InternalIP; ${ip} is taken.`,
  CNI_REPLACED: (detail) =>
    detail.is === 'UNKNOWN'
      ? `There is no program for the CNI ${detail.cni}; a bridge with host routes stands in for it.`
      : 'What is known of CNIs has not been loaded; a bridge with host routes stands in for the cluster’s.',
  CNI_ASSUMED: ({ cni, cloud }) => `No CNI is given; the nodes’ cloud (${cloud.toUpperCase()}) usually has ${cni}.`,
  POD_CIDR_ASSUMED: ({ cidrs, from }) =>
    from === 'NODES'
      ? `Pods have addresses of the nodes’ network, which is taken to be ${cidrs.join(', ')}.`
      : `No pod network is stated; pods are taken to have addresses from ${cidrs.join(', ')}.`,
  SERVICE_CIDR_ASSUMED: ({ cidrs }) =>
    `No service range is stated; Services are taken to have addresses from ${cidrs.join(', ')}.`,
  CLUSTER_IP_ASSUMED: ({ service, taken }) => `Service ${nameOf(service)} states no clusterIP; ${taken} is taken.`,
  REFUSED_SERVICE_TAKEN: ({ service, refusal }) =>
    `The API server refuses Service ${nameOf(service)} as it is written (${refusalText(refusal)}). As it states its address it is taken to be stored already.`,
  NODE_PORT_ASSUMED: ({ service, taken }) => `Service ${nameOf(service)} states no nodePort; ${taken} is taken.`,
  LOAD_BALANCER_ADDRESS_ASSUMED: ({ service, taken, pool, ofIngress, unserved }) =>
    `${ofIngress === true ? 'Ingress' : 'Service'} ${nameOf(service)} states no load balancer address; ${taken} (${pool === undefined ? 'a documentation address' : `the first free one of pool ${pool}`}) is taken.${unserved === true ? ' No cloud is known, and nothing is given that would give it one.' : ''}`,
  SERVICELB_ASSUMED: () =>
    'The nodes run k3s: its load balancer (servicelb) is taken to be on, with a DaemonSet of host ports for each Service of type LoadBalancer.',
  PODS_ASSUMED: ({ is, object }) =>
    is === 'TEMPLATE'
      ? `${formatObjectRef(object)} is of a kind that is not read; it is taken to have pods of its template, as many as its replicas say.`
      : `${formatObjectRef(object)} is taken to have the pods and Services that its operator is known to make.`,
  INGRESS_CONTROLLER_ASSUMED: () =>
    'No Ingress controller is given; an ingress-nginx behind a load balancer is taken to serve the Ingresses, though that project was retired in March 2026.',
  GATEWAY_CONTROLLER_ASSUMED: () =>
    'No proxy of a Gateway controller is given; a Deployment behind a load balancer is taken to serve each Gateway.',
  ROUTER_ASSUMED: () =>
    'No router of OpenShift is given; one behind a load balancer, as the default IngressController has it, is taken to serve the Routes.',
  CLUSTER_DNS_ASSUMED: ({ config }) =>
    config === undefined
      ? 'No cluster DNS is given; CoreDNS is taken to answer as kubeadm sets it up.'
      : `No Deployment and Service of the cluster DNS are given; CoreDNS is taken to run as kubeadm sets it up, with the Corefile of ConfigMap ${nameOf(config)}.`,
  POLICIES_NOT_ENFORCED: ({ cni, option }) =>
    `${unenforcedText(cni, option)}: those of the cluster are stored and have no effect.`,
  POLICY_LANGUAGE_ASSUMED: ({ language }) =>
    `No CNI is named; as there are policies of ${POLICY_LANGUAGES[language]}, they and the NetworkPolicies are taken to be enforced as ${POLICY_LANGUAGES[language]} does.`,

  PROXY_MODE_REPLACED: ({ mode }) =>
    `The cluster’s proxy mode is ${mode}, whose program has not been loaded; iptables rules stand in for it.`,
  POLICIES_NOT_LOADED: () =>
    'The program that enforces NetworkPolicies has not been loaded; they have no effect so far.',
  GATEWAYS_NOT_LOADED: () => 'The program that serves Gateways has not been loaded; they have no effect so far.',
  INGRESSES_NOT_LOADED: () => 'The program that serves Ingresses has not been loaded; they have no effect so far.',
  DNS_CACHE_NOT_LOADED: () =>
    'The program that sets up node-local DNS caches has not been loaded; queries pass them by.',
  COREFILE_NOT_LOADED: () =>
    'The program that reads CoreDNS’ Corefile has not been loaded; names are answered as kubeadm sets it up.',
  LOAD_BALANCERS_NOT_LOADED: () =>
    'The program that sets up load balancers has not been loaded; nothing has their addresses so far.',
  HOST_PORTS_NOT_LOADED: () => 'The program that opens hostPorts has not been loaded; they are closed so far.',
  ENDPOINT_SLICES_NOT_LOADED: () =>
    'What reads EndpointSlices and Endpoints has not been loaded; Services have the pods they select so far.',
  TEMPLATES_NOT_LOADED: () => 'What names the pods of Deployments has not been loaded; some have other names so far.',
  SIDECARS_NOT_LOADED: () => 'What proxies of a mesh do has not been loaded; connections pass them by.',
  ROUTES_NOT_LOADED: () =>
    'The program that serves OpenShift’s Routes has not been loaded; they have no effect so far.',
  OPERATORS_NOT_LOADED: () =>
    'The program that makes pods of operators’ objects has not been loaded; such objects have none so far.',

  ENDPOINTS_ALIKE: () =>
    'There are more ways than are walked one by one: pods of one workload on one node that are alike are taken to be reached alike.',
  OUTSIDE_ADDRESS_ASSUMED: ({ host, ip }) =>
    `${host} is not part of the input; it is given the documentation address ${ip}.`,
  PRIVATE_NAME_ASSUMED: ({ host, ip }) =>
    `${host} is a name of a private zone: whether the resolver that is asked in the end knows it is not among the objects. It is taken to, and the name is given the documentation address ${ip}; otherwise the name is not found.`,
  SEARCH_DOMAIN_ASSUMED: ({ name }) =>
    `${name}, which the client’s search list makes, is taken not to exist. If its domain has a wildcard record, that is what the client gets.`,
  NAME_SERVER_ASSUMED: ({ ip }) =>
    `A name server is taken to answer at ${ip}, as it is asked there; no object tells of it.`,
  NODE_RESOLVER_ASSUMED: ({ ip }) =>
    `The pod uses its node’s resolver, which the input does not name; ${ip} stands for it.`,
  GATEWAY_FEATURE_ASSUMED: (detail) =>
    `${sayUnsupported(detail)} The walk follows ${formatObjectRef(detail.object)} all the same.`,
  SIDECAR_ASSUMED: ({ pod }) =>
    `Pod ${nameOf(pod)} is in Istio’s mesh and its proxy is not among the containers that are given: it is taken to be injected as usual, with all its settings as Istio has them.`,
  INGRESS_ORDER_ASSUMED: ({ host, path, taken, others }) =>
    `Ingress ${[taken, ...others].map(nameOf).join(' and ')} have the same rule for ${host}${path}, and lead to different backends. Which one a controller takes is its own affair (Contour, whichever it comes to last): the first in the input, ${nameOf(taken)}, is taken.`,
  CERTIFICATE_ASSUMED: (detail) =>
    'secret' in detail
      ? `Secret ${nameOf(detail.secret)}, the certificate of the Ingress, is not part of the input; it is taken to exist. Without it GKE’s controller builds no load balancer.`
      : `The certificate of listener ${detail.listener} is not part of the input; it is taken to exist.`,
  ENDPOINT_GROUPS_ASSUMED: ({ service }) =>
    `The cluster of GKE is taken to be VPC-native, so that GKE adds network endpoint groups to Service ${nameOf(service)} (cloud.google.com/neg) and its load balancer calls the pods. In a routes-based cluster it calls node ports, and serves no Service of type ClusterIP.`,
  HEALTH_CHECK_ASSUMED: ({ service, check }) =>
    `The health check of ${check.by === 'ALB' ? 'the ALB' : 'Google’s load balancer'} for Service ${nameOf(service)} (${healthCheckText(check)}) is taken to be answered with ${check.codes ?? '200'}: what the application answers is not among the objects. Otherwise it sends nothing there.`,
  FIREWALL_ASSUMED: (detail) => {
    const { protocol, ip, port } = detail;
    const what = `${protocol} to ${port === undefined ? ip : formatEndpoint(ip, port)}`;
    const usually =
      detail.cloud === undefined ? '' : ` Unless somebody has opened it, ${FIREWALLS[detail.cloud]} lets nobody in.`;
    const closed = `No firewall or security group is part of the input: ${what} is taken to be let in from the internet.${usually}`;
    const routed = `${ip} is a private address, which is not routed on the internet: the client is taken to have a way there.`;
    return [...(detail.closed ? [closed] : []), ...(detail.private ? [routed] : [])].join(' ');
  },
  MACHINE_ASSUMED: ({ environment, reach, configured }) => {
    const where =
      reach === 'VM'
        ? 'The nodes are inside a virtual machine on it, so that it has no way to their addresses.'
        : 'Nothing shows a virtual machine between the two, so that it is taken to be on the nodes’ network, as docker on Linux has it.';
    const mapping = MAPPINGS[environment];
    const ports =
      mapping === undefined || configured !== undefined
        ? ''
        : ` No ${mapping} are among the objects, so none are taken to be there.`;
    return `The client is the machine on which ${ENVIRONMENTS[environment]} runs the cluster. ${where}${ports}`;
  },
  ONE_PACKET_ASSUMED: ({ scheme, answered }) => {
    const stands = scheme === 'https' ? 'TCP handshake, TLS and HTTP' : 'TCP handshake and HTTP';
    const unread = answered ? 'what the application answers is not known' : 'what is answered is not known';
    return `One packet and its reply stand for ${stands}: ${unread}.`;
  },
  API_SERVER_ASSUMED: ({ is }) =>
    is === 'NOT_SAID'
      ? NOT_SAID
      : 'The API server is not part of the input; it is taken to listen where its endpoints say.',
  PORTS_ASSUMED: (detail) =>
    detail.is === 'NOT_SAID'
      ? NOT_SAID
      : `Pod ${nameOf(detail.pod)} declares no ports, so it is taken to listen on all of them.`,
  LISTENS_ASSUMED: sayListens,
};

const NOT_SAID = 'Nothing says that this port is served.';

function sayListens(detail: AssumptionDetails['LISTENS_ASSUMED']): string {
  if (detail.is === 'NOT_SAID') return NOT_SAID;
  const { pod, protocol, port } = detail;
  if (detail.is === 'ADDRESS')
    return `Pod ${nameOf(pod)} declares ${protocol} ${port} for its address ${detail.declared}; it is taken to listen on ${detail.ip} as well.`;
  const declared = detail.declared.map((each) => `${each.protocol} ${each.port}`).join(', ');
  const services = detail.services.map(nameOf).join(', ');
  const why = services === '' ? '' : `, because Service ${services} sends there`;
  return `Pod ${nameOf(pod)} declares ${declared}, not ${protocol} ${port}: it is taken to listen there, on every address of both families${why}.`;
}
