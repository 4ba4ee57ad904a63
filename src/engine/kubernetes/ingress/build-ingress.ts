import type { ClusterIngress, ClusterService } from '../cluster/cluster.ts';
import type { PlannedIngress } from './ingress-planner.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';

export function buildIngress(
  { object, spec, className, controller, foreign, passedOver, nginx, others, cloud }: PlannedIngress,
  service: (namespace: string, name: string) => ClusterService | undefined,
): ClusterIngress {
  const assumed = { namespace: 'ingress-nginx', name: 'ingress-nginx-controller' };
  const { namespace, name } = controller ?? assumed;
  const front = foreign ? undefined : service(namespace, name);
  const addresses =
    cloud?.addresses ??
    (spec.statusIPs.length > 0 ? spec.statusIPs : (front?.loadBalancerIPs.map(({ ip }) => ip) ?? []));
  return {
    namespace: object.ref.namespace ?? 'default',
    name: object.ref.name,
    object: object.raw,
    rules: spec.rules,
    tls: spec.tls,
    ...(others.length > 0 && { leftBy: others.map((each) => ({ namespace: each.namespace, name: each.name })) }),
    addresses,
    ...(front === undefined ? {} : { controllerService: { namespace, name } }),
    ...(passedOver === undefined ? {} : { passedOverBy: { namespace: passedOver.namespace, name: passedOver.name } }),
    ...withoutUndefined({
      className,
      created: spec.created,
      cloud: cloud?.entry,
      defaultBackend: spec.defaultBackend,
      nginx: front === undefined ? undefined : nginx,
    }),
  };
}
