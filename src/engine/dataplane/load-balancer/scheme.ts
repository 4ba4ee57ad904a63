import { AWS_LOAD_BALANCER } from '../../kubernetes/fields/service-annotations.ts';
import type { CloudName } from '../../kubernetes/model/basics.ts';
import type { Cluster, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import { objectKey } from '../../kubernetes/model/object.ts';
import { createCursor, fieldAt, field, readList, readText } from '../../kubernetes/model/reader.ts';
import { type Ip, ipFamily, type IpFamily } from '../../net/ip.ts';
import { isPrivateIp } from '../../net/private-ranges.ts';
import { isOfController } from './load-balanced-service.ts';

/** The annotation by which a load balancer is for the cluster's own network, and the value with which it would be for all. */
export interface Internal {
  readonly annotation: string;
  readonly open: string;
}

type InternalBy = (service: ClusterService, annotations: Readonly<Record<string, unknown>>) => Internal | undefined;

/**
 * // kubernetes-sigs/aws-load-balancer-controller docs/guide/service/annotations.md: scheme, "internal" unless it says otherwise
 * // cloud-provider-aws pkg/providers/v1/aws.go: aws-load-balancer-internal, any value but "" and "false"
 * // cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer-parameters
 * // cloud-provider-azure docs: azure-load-balancer-internal
 */
const INTERNAL: Readonly<Record<CloudName, InternalBy>> = {
  eks: (service, annotations) => {
    const [scheme, former] = ['scheme', 'internal'].map((name) => AWS_LOAD_BALANCER + name) as [string, string];
    const said = annotations[former];
    if (!isOfController(service)) {
      return said === undefined || said === '' || said === 'false' ? undefined : { annotation: former, open: 'false' };
    }
    const isInternal = annotations[scheme] === undefined ? said !== 'false' : annotations[scheme] === 'internal';
    return isInternal ? { annotation: scheme, open: 'internet-facing' } : undefined;
  },
  gke: (_, annotations) =>
    ['networking.gke.io/load-balancer-type', 'cloud.google.com/load-balancer-type']
      .filter((annotation) => String(annotations[annotation]).toLowerCase() === 'internal')
      .map((annotation) => ({ annotation, open: 'External' }))[0],
  aks: (_, annotations) => {
    const annotation = 'service.beta.kubernetes.io/azure-load-balancer-internal';
    return annotations[annotation] === 'true' ? { annotation, open: 'false' } : undefined;
  },
};

/** By which annotation a Service's load balancer is an internal one of the cloud; undefined: it is for all, or a public address is stated. */
export function internalOf({ settings, objects }: Cluster, service: ClusterService, ip: Ip): Internal | undefined {
  const { cloud } = settings;
  const { namespace, name, type, balancing, object } = service;
  if (type !== 'LoadBalancer' || balancing !== undefined) return undefined;
  const given = objects.get(objectKey({ kind: 'Service', namespace, name }));
  const stated = readList(fieldAt(createCursor(given, []), 'status', 'loadBalancer', 'ingress'), (item) =>
    readText(field(item, 'ip')),
  );
  if (stated.includes(ip) && !isPrivateIp(ip)) return undefined;
  // An annotation tells its cloud where nothing else does.
  const clouds = cloud === undefined ? (['eks', 'gke', 'aks'] as const) : [cloud];
  for (const each of clouds) {
    const found = INTERNAL[each](service, object.metadata.annotations ?? {});
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Addresses of load balancers that the internet has no way to. */
export function internalIPs(cluster: Cluster, family: IpFamily): readonly Ip[] {
  const entries = cluster.ingresses.flatMap(({ cloud, addresses }) => (cloud?.internal === undefined ? [] : addresses));
  const balanced = cluster.services.flatMap((service) =>
    service.loadBalancerIPs
      .map(({ ip }) => ip)
      .filter((ip) => ipFamily(ip) === family && internalOf(cluster, service, ip) !== undefined),
  );
  return [...balanced, ...entries.filter((ip) => ipFamily(ip) === family)];
}
