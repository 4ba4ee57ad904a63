import { entryAnnotationField } from '../fields/entry-annotations.ts';
import { type Fields, group, labels, listUnless, usually, value } from '../fields/field.ts';
import { LOAD_BALANCER_STATUS } from '../fields/load-balancer-status.ts';
import { metadata } from '../fields/metadata.ts';
import { SERVICE_ANNOTATIONS } from '../fields/service-annotation-fields.ts';
import { CORE } from '../fields/api-groups.ts';
import { defineKind } from '../fields/kind.ts';

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

export const SERVICE = defineKind({
  ...CORE,
  kind: 'Service',
  scope: 'namespaced',
  fields: {
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
  },
});
