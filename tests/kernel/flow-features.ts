import { announcementOf } from '../../src/engine/dataplane/load-balancer/announced-addresses.ts';
import type { Cluster, ClusterService } from '../../src/engine/kubernetes/cluster/cluster.ts';
import { ipFamily } from '../../src/engine/net/ip.ts';
import type { Outcome } from '../../src/engine/routing/outcome/outcome.ts';
import type { LabFlow } from './flows.ts';
import { askedAddress, isOutside, sourcePod } from './flow-ends.ts';
import { promisedSource } from './source-promise.ts';
import { listTelling } from './telling-flows.ts';

/** What a flow shows, as foretold: a feature counts where a packet met it, not where an object merely has it. */
export function listFlowFeatures(cluster: Cluster, flow: LabFlow, outcomes: readonly Outcome[]): readonly string[] {
  const asked = flow.service;
  const service = asked === undefined ? undefined : cluster.service(asked.namespace, asked.name);
  return [...listTelling(cluster, flow), ...outcomes.flatMap(featuresOf)];

  function featuresOf(outcome: Outcome): readonly string[] {
    const { cause, disposition, masqueraded } = outcome;
    return [
      `${flow.target}: ${disposition}`,
      ...(flow.source.startsWith('ip/') ? [`packet that enters a node for ${flow.target}: ${disposition}`] : []),
      ...(cause?.code === 'ANSWER_NOT_SEEN' ? ['what follows an answer that went past a node: DROPPED'] : []),
      ...(masqueraded ? ['masqueraded'] : []),
      ...(masqueraded && cluster.settings.masqueradeAll && flow.target.startsWith('clusterIP ')
        ? ['masqueradeAll: masqueraded']
        : []),
      ...policyFeatures(cluster, outcome),
      ...roundTrip(flow, outcome),
      ...sourceFeatures(cluster, flow, outcome),
      ...endpointFeatures(cluster, flow, outcome),
      ...(service === undefined ? [] : serviceFeatures(cluster, service, flow, outcome)),
    ];
  }
}

/** Whose address is promised to be seen. */
function sourceFeatures(cluster: Cluster, flow: LabFlow, { disposition, destination }: Outcome): readonly string[] {
  if (disposition !== 'ACCEPTED' || destination?.kind !== 'Pod') return [];
  const pod = cluster.pod(destination.namespace ?? '', destination.name);
  const promise = pod === undefined ? undefined : promisedSource(cluster, flow, pod);
  if (promise === undefined) return [];
  const from = isOutside(flow) ? 'outside' : sourcePod(cluster, flow)?.hostNetwork === false ? 'pod' : 'node';
  const asked = flow.service === undefined ? undefined : cluster.service(flow.service.namespace, flow.service.name);
  const to = flow.target.startsWith('clusterIP')
    ? 'clusterIP'
    : `externalTrafficPolicy ${asked?.externalTrafficPolicy}`;
  const whose = promise.nodes.length === 0 ? 'its own' : promise.kept ? "its own or a node's" : "a node's";
  return [`address seen: ${from} to ${asked === undefined ? 'pod' : to}: ${whose}`];
}

function policyFeatures({ settings, ofKind }: Cluster, { cause, disposition, legs }: Outcome): readonly string[] {
  if (ofKind('NetworkPolicy').length === 0) return [];
  if (settings.policiesIgnored === true) return ['NetworkPolicies that the CNI does not enforce'];
  const allowed = legs.some(({ request }) =>
    request.hops.some(({ steps }) =>
      steps.some((step) => step.type === 'RULE' && step.detail.rule.origin.subject?.kind === 'NetworkPolicy'),
    ),
  );
  return [
    ...(cause?.code === 'POLICY_DENIES_EGRESS' ? ['NetworkPolicy: denied by egress rules'] : []),
    ...(cause?.code === 'POLICY_DENIES_INGRESS' ? ['NetworkPolicy: denied by ingress rules'] : []),
    ...(disposition === 'ACCEPTED' && allowed ? ['NetworkPolicy: allowed by a rule'] : []),
  ];
}

function roundTrip({ source }: LabFlow, { destination, legs }: Outcome): readonly string[] {
  if (destination?.kind !== 'Pod' || source !== `pod/${destination.namespace}/${destination.name}`) return [];
  const translated = legs.some(({ request }) => request.flow.destinationIP !== request.final.destinationIP);
  return [translated ? 'hairpin' : 'to itself'];
}

function endpointFeatures(cluster: Cluster, flow: LabFlow, { disposition, destination }: Outcome): readonly string[] {
  if (disposition !== 'ACCEPTED' || flow.service === undefined || destination?.kind !== 'Pod') return [];
  const pod = cluster.pod(destination.namespace ?? '', destination.name);
  const service = cluster.service(flow.service.namespace, flow.service.name);
  if (pod === undefined || service === undefined) return [];
  return [
    ...(pod.terminating && pod.ready && !service.publishNotReadyAddresses
      ? ['terminating endpoint that serves, as the last resort']
      : []),
    ...(!pod.ready && service.publishNotReadyAddresses ? ['publishNotReadyAddresses: a pod that is not ready'] : []),
    ...(pod.hostNetwork ? ['hostNetwork pod as endpoint'] : []),
    ...(service.selector === undefined ? ['Service without selector: ACCEPTED'] : []),
  ];
}

function serviceFeatures(
  cluster: Cluster,
  service: ClusterService,
  flow: LabFlow,
  { disposition }: Outcome,
): readonly string[] {
  const [kind = ''] = flow.target.split(' ');
  const inside = flow.source.startsWith('pod/') || flow.source.startsWith('node/');
  const { settings } = cluster;
  if (flow.target.startsWith('clusterIP ')) return clusterIPFeatures(service, flow, disposition);
  if (flow.target.startsWith('clusterIP,')) return [];
  const side = inside ? 'inside' : 'outside';
  return [
    `externalTrafficPolicy ${service.externalTrafficPolicy} from ${side}: ${disposition}`,
    ...(kind === 'nodePort' && settings.nodePortAddresses.length > 0
      ? [`nodePortAddresses ${nodePortAddressKind(settings.nodePortAddresses)}: ${disposition}`]
      : []),
    ...(flow.target.startsWith('load balancer') ? loadBalancerFeatures(cluster, service, flow, disposition) : []),
  ];
}

/** "primary", "loopback" or "networks". */
function nodePortAddressKind(list: readonly string[]): string {
  if (list.includes('primary')) return 'primary';
  return list.some((cidr) => cidr.startsWith('127.') || cidr === '::1/128') ? 'loopback' : 'networks';
}

function clusterIPFeatures(service: ClusterService, flow: LabFlow, disposition: string): readonly string[] {
  const { ports, ipFamilies, trafficDistribution } = service;
  const ip = askedAddress(flow);
  const family = ip === undefined ? 4 : ipFamily(ip);
  const endpoints = service.endpoints(family);
  const port = ports.find(({ name }) => name === flow.service?.port);
  const numbers = new Set(
    endpoints.flatMap((one) => one.ports.filter(({ name }) => name === port?.name).map((found) => found.port)),
  );
  const hinted = endpoints.some(({ forZones, forNodes }) => forZones.length + forNodes.length > 0);
  const accepted = disposition === 'ACCEPTED';
  return [
    `internalTrafficPolicy ${service.internalTrafficPolicy}: ${disposition}`,
    ...(accepted && ports.length > 1 ? ['several ports: ACCEPTED'] : []),
    ...(accepted && typeof port?.targetPort === 'string' && numbers.size > 1
      ? ['named targetPort that differs per pod']
      : []),
    ...(accepted && ipFamilies.length > 1 && family === ipFamilies[1] ? ['dual stack: the second family'] : []),
    ...(accepted && service.sessionAffinityTimeout !== undefined ? ['sessionAffinity ClientIP: ACCEPTED'] : []),
    ...(accepted && trafficDistribution !== undefined && hinted ? [`trafficDistribution ${trafficDistribution}`] : []),
    ...(accepted && service.selector === undefined && hinted ? ['zone hints of a given EndpointSlice'] : []),
  ];
}

/** "servicelb", "metallb L2", "cilium BGP". */
function balancedHow(cluster: Cluster, service: ClusterService, flow: LabFlow): string {
  const ip = askedAddress(flow);
  const announced = ip === undefined ? undefined : announcementOf(cluster, service, ip);
  return `${service.balancing?.by}${announced === undefined ? '' : ` ${announced.announcement.how}`}`;
}

function loadBalancerFeatures(
  cluster: Cluster,
  service: ClusterService,
  flow: LabFlow,
  disposition: string,
): readonly string[] {
  const mode = service.loadBalancerIPs.find(({ ip }) => flow.to.includes(ip))?.ipMode;
  const nodePort = service.ports.find(({ name }) => name === flow.service?.port)?.nodePort;
  return [
    ...(mode === undefined ? [] : [`load balancer ipMode ${mode}: ${disposition}`]),
    ...(service.loadBalancerSourceRanges.length > 0 ? [`loadBalancerSourceRanges: ${disposition}`] : []),
    ...(nodePort === undefined ? [`allocateLoadBalancerNodePorts false: ${disposition}`] : []),
    ...(service.balancing?.by === undefined
      ? []
      : [`load balancer by ${balancedHow(cluster, service, flow)}: ${disposition}`]),
  ];
}
