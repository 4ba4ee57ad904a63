import { entryAnnotationField } from './entry-annotations.ts';
import { type Fields, group, type GroupField, labels, listUnless, masked, never, usually, value } from './field.ts';
import { metadata } from './metadata.ts';
import { AWS_LOAD_BALANCER, AZURE_NO_FLOATING_IP, PROXY_PROTOCOL } from './service-annotations.ts';
import { TOPOLOGY_MODES } from './topology-modes.ts';

const named = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, value]));
export const SERVICE_ANNOTATIONS: GroupField['fields'] = named([
  ...PROXY_PROTOCOL,
  ...['type', 'nlb-target-type'].map((name) => AWS_LOAD_BALANCER + name),
  AZURE_NO_FLOATING_IP,
  ...TOPOLOGY_MODES,
]);

/** `status.loadBalancer` of Services and Ingresses. */
export const LOAD_BALANCER_STATUS = group({
  ingress: group({ ip: value, hostname: value, ipMode: usually('VIP') }),
});

const isSpecOf = (type: string, { spec }: Fields): boolean =>
  typeof spec === 'object' && spec !== null && (spec as Fields)['type'] === type;

/** The families of the addresses that are stated go without saying. */
const families = {
  ...value,
  unless: (given: unknown, { clusterIP }: Fields) =>
    Array.isArray(given) &&
    given.length === 1 &&
    typeof clusterIP === 'string' &&
    clusterIP !== 'None' &&
    given[0] === (clusterIP.includes(':') ? 'IPv6' : clusterIP === '' ? undefined : 'IPv4'),
} as const;

export const SERVICE = group({
  metadata: metadata(SERVICE_ANNOTATIONS, {}, entryAnnotationField),
  spec: group({
    type: usually('ClusterIP'),
    clusterIP: value,
    clusterIPs: listUnless('clusterIP'),
    ipFamilies: families,
    ipFamilyPolicy: usually('SingleStack'),
    selector: labels,
    ports: group(
      {
        name: value,
        port: value,
        protocol: usually('TCP'),
        targetPort: { type: 'value', unless: (given, { port }) => given === port },
        nodePort: value,
        appProtocol: value,
      },
      { filled: true },
    ),
    externalIPs: { ...value, filled: true },
    externalName: value,
    loadBalancerIP: value,
    loadBalancerClass: value,
    loadBalancerSourceRanges: { ...value, filled: true },
    allocateLoadBalancerNodePorts: usually(true),
    healthCheckNodePort: value,
    internalTrafficPolicy: usually('Cluster'),
    externalTrafficPolicy: usually('Cluster'),
    publishNotReadyAddresses: usually(false),
    sessionAffinity: usually('None'),
    sessionAffinityConfig: group({ clientIP: group({ timeoutSeconds: value }) }),
    trafficDistribution: value,
  }),
  // Of other types it says nothing, and every API server writes it.
  status: group({ loadBalancer: LOAD_BALANCER_STATUS }, { unless: (_, object) => !isSpecOf('LoadBalancer', object) }),
});

const address = group({ ip: value, nodeName: value, hostname: value, targetRef: group({ kind: value, name: value }) });

/** Of those that are mirrored, and by which others are told apart. */
export const ENDPOINTS = group({
  metadata: metadata({ 'control-plane.alpha.kubernetes.io/leader': masked }),
  subsets: group({
    addresses: address,
    notReadyAddresses: address,
    ports: group({ name: value, port: value, protocol: value }),
  }),
});

export const ENDPOINT_SLICE = group({
  metadata: metadata(),
  addressType: value,
  endpoints: group({
    addresses: value,
    conditions: group({ ready: value, serving: value, terminating: value }),
    hostname: value,
    nodeName: value,
    zone: value,
    targetRef: group({ kind: value, name: value, namespace: value }),
    hints: group({ forZones: group({ name: value }), forNodes: group({ name: value }) }),
  }),
  ports: group({ name: value, port: value, protocol: usually('TCP'), appProtocol: never() }),
});
