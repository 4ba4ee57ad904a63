import { AWS_LOAD_BALANCER, AZURE_INTERNAL, GKE_TYPES } from '../fields/service-annotations.ts';
import type { CloudName } from '../model/basics.ts';

/** The annotation by which a load balancer is for the cluster's own network, and the value with which it would be for all. */
export interface Internal {
  readonly annotation: string;
  readonly open: string;
}

/** What of a Service says which load balancer of a cloud it gets. */
export interface SchemeAsk {
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly loadBalancerClass?: string | undefined;
}

/** Of the AWS load balancer controller (EKS Auto Mode has it too), not of the cloud provider. */
export function isOfController({ annotations, loadBalancerClass = '' }: SchemeAsk): boolean {
  const type = annotations[`${AWS_LOAD_BALANCER}type`] ?? '';
  return type === 'external' || type === 'nlb-ip' || loadBalancerClass.endsWith('/nlb');
}

/**
 * // kubernetes-sigs/aws-load-balancer-controller docs/guide/service/annotations.md: scheme, "internal" unless it says otherwise
 * // cloud-provider-aws pkg/providers/v1/aws.go: aws-load-balancer-internal, any value but "" and "false"
 * // cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer-parameters
 * // cloud-provider-azure docs: azure-load-balancer-internal
 */
const INTERNAL: Readonly<Record<CloudName, (ask: SchemeAsk) => Internal | undefined>> = {
  eks: (ask) => {
    const { annotations } = ask;
    const [scheme, former] = ['scheme', 'internal'].map((name) => AWS_LOAD_BALANCER + name) as [string, string];
    const said = annotations[former];
    if (!isOfController(ask)) {
      return said === undefined || said === '' || said === 'false' ? undefined : { annotation: former, open: 'false' };
    }
    const isInternal = annotations[scheme] === undefined ? said !== 'false' : annotations[scheme] === 'internal';
    return isInternal ? { annotation: scheme, open: 'internet-facing' } : undefined;
  },
  gke: ({ annotations }) =>
    GKE_TYPES.filter((annotation) => String(annotations[annotation]).toLowerCase() === 'internal').map(
      (annotation) => ({ annotation, open: 'External' }),
    )[0],
  aks: ({ annotations }) =>
    annotations[AZURE_INTERNAL] === 'true' ? { annotation: AZURE_INTERNAL, open: 'false' } : undefined,
};

/** By which annotation a load balancer is an internal one of the cloud; undefined: it is for all. */
export function internalBy(cloud: CloudName | undefined, ask: SchemeAsk): Internal | undefined {
  // An annotation tells its cloud where nothing else does.
  const clouds = cloud === undefined ? (['eks', 'gke', 'aks'] as const) : [cloud];
  return clouds.map((each) => INTERNAL[each](ask)).find((found) => found !== undefined);
}
