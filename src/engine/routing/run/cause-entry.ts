import type { Cluster, ClusterIngress, ClusterService } from '../../kubernetes/cluster/cluster.ts';
import type { ClusterEntry } from '../../kubernetes/cluster/cluster-entry.ts';
import type { NamespacedName } from '../../kubernetes/model/assumption.ts';
import { nearestNames } from '../../kubernetes/tools/nearest-names.ts';
import { namesOf } from '../outcome/named.ts';
import type { Cause } from '../outcome/outcome.ts';
import type { EntryPoint } from './parsed-request.ts';
import type { Run } from './routing-programs.ts';

/** Why an entry point has no address the client could use. */
export function explainServed({ cluster, programs }: Run, { entry }: EntryPoint): Cause {
  const { kind, namespace, name, addresses } = entry;
  const object = { kind, namespace, name };
  if (kind === 'Gateway') {
    const gateway = cluster.gateway(namespace, name);
    const unknown: Cause = { code: 'GATEWAY_NOT_SERVED', detail: { is: 'NOT_EXPLAINED' } };
    return (gateway && programs.gateways?.explainAddress(cluster, gateway)) ?? unknown;
  }
  if (addresses.length > 0) {
    const detail = { is: 'ENTRY_POINT', entry: object, addresses } as const;
    const path = kind === 'Ingress' ? ['status', 'loadBalancer', 'ingress'] : ['status', 'ingress'];
    return { code: 'NO_ADDRESS_OF_FAMILY', detail, object, path };
  }
  const ingress = kind === 'Ingress' ? cluster.ingress(namespace, name) : undefined;
  return ingress === undefined ? explainRoute(cluster, entry) : explainIngress(cluster, ingress);
}

function explainRoute(cluster: Cluster, { namespace, name, controllerService: at }: ClusterEntry): Cause {
  const code = 'OPENSHIFT_ROUTE_NOT_SERVED';
  const of = { route: { namespace, name } };
  const front = at && cluster.service(at.namespace, at.name);
  if (front === undefined)
    return { code, detail: { is: 'NO_FRONT', ...of }, object: { kind: 'Route', namespace, name } };
  const service = namesOf(front);
  if (front.type === 'LoadBalancer')
    return { code, detail: { is: 'PENDING', ...of, service, ...waitingFor(front) }, ...pendingAt(service) };
  return { code, detail: { is: 'NO_ADDRESS', ...of, service, type: front.type }, ...typeAt(service) };
}

function explainIngress(cluster: Cluster, ingress: ClusterIngress): Cause {
  if (ingress.controllerService === undefined) return explainClass(cluster, ingress);
  const { namespace, name } = ingress.controllerService;
  const front = cluster.service(namespace, name);
  const service = { namespace, name };
  const of = { ingress: namesOf(ingress), service };
  const code = 'INGRESS_NOT_SERVED';
  if (front?.type === 'LoadBalancer')
    return { code, detail: { is: 'PENDING', ...of, ...waitingFor(front) }, ...pendingAt(service) };
  return { code, detail: { is: 'NO_ADDRESS', ...of, ...(front && { type: front.type }) }, ...typeAt(service) };
}

function waitingFor({ balancing }: ClusterService) {
  const pending = balancing?.pending;
  return pending === undefined ? {} : { because: pending };
}

/** A Service that waits for an address. */
function pendingAt(service: NamespacedName): Pick<Cause, 'object' | 'path' | 'fix'> {
  const fix = { code: 'LET_ADDRESS_BE_GIVEN', detail: {} } as const;
  return { object: { kind: 'Service', ...service }, path: ['status', 'loadBalancer'], fix };
}

/** A Service of a type that gets no address from outside. */
function typeAt(service: NamespacedName): Pick<Cause, 'object' | 'path' | 'fix'> {
  const at = { object: { kind: 'Service', ...service }, path: ['spec', 'type'] };
  return { ...at, fix: { code: 'SET_TYPE_LOAD_BALANCER', detail: {}, ...at, value: 'LoadBalancer' } };
}

const classField = (value: string) => ({ code: 'SET_FIELD', detail: { field: 'ingressClassName', value } }) as const;

/** An Ingress of a class that nobody serves. */
function explainClass(cluster: Cluster, { namespace, name, className = '', passedOverBy }: ClusterIngress): Cause {
  const classes = cluster.ofKind('IngressClass').map(({ ref }) => ref.name);
  const object = { kind: 'Ingress', namespace, name };
  const path = ['spec', 'ingressClassName'];
  if (passedOverBy !== undefined) {
    const [value] = classes;
    const detail = { is: 'PASSED_OVER', ingress: { namespace, name }, service: namesOf(passedOverBy) } as const;
    const told = { code: 'INGRESS_NOT_SERVED', detail, object, path } as const;
    if (value === undefined) return told;
    return { ...told, fix: { ...classField(value), object, path, value } };
  }
  const detail = { is: 'NO_CONTROLLER', ingress: { namespace, name }, className, classes } as const;
  const told = { code: 'INGRESS_NOT_SERVED', detail, object, path } as const;
  const others = classes.filter((each) => each !== className);
  const near = nearestNames(className, others)[0] ?? (others.length === 1 ? others[0] : undefined);
  if (near === undefined) return told;
  return { ...told, fix: { ...classField(near), object, path, value: near } };
}
