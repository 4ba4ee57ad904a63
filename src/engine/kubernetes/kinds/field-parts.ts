import type { GATEWAY } from './gateway-api/gateway.ts';
import type { HTTP_ROUTE } from './gateway-api/routes.ts';
import type { INGRESS } from './ingress.ts';
import type { NETWORK_POLICY } from './network-policy.ts';
import type { NODE } from './node.ts';
import type { POD } from './pod.ts';
import type { SERVICE } from './service.ts';
import type { DEPLOYMENT } from './workloads/deployment.ts';

type Spec<K extends { readonly read: (...given: never[]) => { readonly spec?: unknown } }> = Sure<
  ReturnType<K['read']>['spec']
>;

/** What is read when somebody asks, and absent: as it is when it is there. */
type Sure<T> = NonNullable<T> extends () => infer R ? NonNullable<R> : NonNullable<T>;

/** What stands at a field, of a list its item. */
type At<T, Name extends keyof T> = Sure<T[Name]> extends readonly (infer Item)[] ? Sure<Item> : Sure<T[Name]>;

/** The names of the fields that are read of a mapping; where it stands, and its number, are none. */
type Names<T> = Exclude<keyof T & string, 'at' | 'index'>;

type Service = Spec<typeof SERVICE>;
type IngressPath = At<At<At<Spec<typeof INGRESS>, 'rules'>, 'http'>, 'paths'>;
type Policy = Spec<typeof NETWORK_POLICY>;
type PolicyRule = At<Policy, 'ingress'>;
type Gateway = Spec<typeof GATEWAY>;
type Route = Spec<typeof HTTP_ROUTE>;
type RouteRule = At<Route, 'rules'>;
type Pod = Spec<typeof POD>;
type Container = At<Pod, 'containers'>;

/** The fields of the kinds that people write most, by the mapping they stand in: whoever says what fields mean has to know them all. */
export interface FieldParts {
  readonly 'Service.spec': Names<Service>;
  readonly 'Service.spec.ports': Names<At<Service, 'ports'>>;
  readonly 'Ingress.spec': Names<Spec<typeof INGRESS>>;
  readonly 'Ingress.spec.rules': Names<At<Spec<typeof INGRESS>, 'rules'>>;
  readonly 'Ingress.spec.rules.http.paths': Names<IngressPath>;
  readonly 'NetworkPolicy.spec': Names<Policy>;
  readonly 'NetworkPolicy.spec.ingress': Names<PolicyRule>;
  readonly 'NetworkPolicy.spec.ingress.from': Names<At<PolicyRule, 'from'>>;
  readonly 'NetworkPolicy.spec.ingress.ports': Names<At<PolicyRule, 'ports'>>;
  readonly 'Gateway.spec': Names<Gateway>;
  readonly 'Gateway.spec.listeners': Names<At<Gateway, 'listeners'>>;
  readonly 'Route.spec': Names<Route>;
  readonly 'Route.spec.parentRefs': Names<At<Route, 'parentRefs'>>;
  readonly 'Route.spec.rules': Names<RouteRule>;
  readonly 'Route.spec.rules.matches': Names<At<RouteRule, 'matches'>>;
  readonly 'Route.spec.rules.backendRefs': Names<At<RouteRule, 'backendRefs'>>;
  readonly 'Pod.spec': Names<Pod>;
  readonly 'Pod.spec.readinessGates': 'conditionType';
  readonly 'Pod.spec.containers': Names<Container>;
  readonly 'Pod.spec.containers.ports': Names<At<Container, 'ports'>>;
  readonly 'Workload.spec': Names<Spec<typeof DEPLOYMENT>>;
  readonly 'Node.spec': Names<Spec<typeof NODE>>;
}
