import { CORE } from '../fields/api-groups.ts';
import { defineKind } from '../fields/kind.ts';
import { metadata } from '../fields/metadata.ts';
import {
  defaults,
  filled,
  list,
  needed,
  numbered,
  object,
  or,
  part,
  required,
  section,
  unsaid,
  whenAsked,
} from '../fields/schema.ts';
import { TOPOLOGY_MODES } from '../fields/topology-modes.ts';
import { masked } from '../fields/unread-values.ts';
import {
  boolean,
  cidr,
  integer,
  ip,
  oneOf,
  orNone,
  port,
  portOrName,
  protocol,
  string,
  stringMap,
  text,
  unlessZero,
} from '../fields/values.ts';

const family = oneOf('IPv4', 'IPv6');
/** The families of the addresses that are stated go without saying. */
const families = { ...list(family), unless: 'families' as const };

const traffic = oneOf('Cluster', 'Local');

const servicePort = object(
  {
    port: required(port, 'PORT'),
    protocol: needed(unsaid('TCP', protocol)),
    nodePort: unlessZero(port),
    appProtocol: text,
    name: or('', string),
    /** Absent: the port. */
    targetPort: { ...unlessZero(portOrName), unless: 'port' as const },
  },
  { filled: true },
);

const ingressPoint = object({ ip, hostname: text, ipMode: defaults('VIP', oneOf('VIP', 'Proxy')) });

/** Read of the types that have addresses, and of those alone. */
const clusterIP = orNone(ip);
const clusterIPs = { ...list(clusterIP), unless: 'clusterIP' as const };

export const SERVICE = defineKind({
  group: CORE,
  kind: 'Service',
  scope: 'namespaced',
  fields: {
    spec: part({
      type: defaults('ClusterIP', oneOf('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName')),
      clusterIPs: whenAsked(clusterIPs),
      clusterIP: whenAsked(clusterIP),
      ipFamilies: families,
      selector: stringMap,
      ports: list(numbered(servicePort)),
      ipFamilyPolicy: {
        ...oneOf('SingleStack', 'PreferDualStack', 'RequireDualStack'),
        unless: 'familyPolicy' as const,
      },
      loadBalancerIP: ip,
      externalName: { ...text, names: { kind: 'Service', as: 'host' } },
      healthCheckNodePort: unlessZero(port),
      sessionAffinity: defaults('None', oneOf('None', 'ClientIP')),
      sessionAffinityConfig: whenAsked(part({ clientIP: part({ timeoutSeconds: integer(1, 86_400) }) })),
      trafficDistribution: text,
      externalIPs: filled(list(ip)),
      loadBalancerSourceRanges: filled(list(cidr)),
      allocateLoadBalancerNodePorts: defaults(true, boolean),
      internalTrafficPolicy: defaults('Cluster', traffic),
      externalTrafficPolicy: { ...or('Cluster', traffic), unless: 'externalPolicy' as const },
      publishNotReadyAddresses: defaults(false, boolean),
      loadBalancerClass: text,
    }),
    /** That it is stored, where that bears on anything (scenario/link/stored-services.ts). */
    metadata: metadata(TOPOLOGY_MODES, { uid: masked, resourceVersion: masked }, 'services'),
    status: {
      ...part({ loadBalancer: whenAsked(section({ ingress: list(ingressPoint) })) }),
      unless: 'loadBalancer' as const,
    },
  },
});
