import { isLongRunning } from '../containers.ts';
import type { BeforeEdit } from '../edit-planner.ts';
import type { ClusterFrame } from '../frame-cluster.ts';
import { storeObject, type StoredObject } from '../object-store.ts';
import { type ClusterPlan, isClusterDNS, type PlannedService, readServiceObject } from '../plan-cluster.ts';
import { createReport, type Report } from '../report.ts';
import type { ServiceSpec } from '../specs.ts';
import type { EditedObject } from './edited-object.ts';
import { isSame } from './same.ts';

/** An edit of a Service that reaches nothing before the Services. */
interface ServiceEdit {
  /** In the plan. */
  readonly position: number;
  readonly service: PlannedService;
  /** True: it and the others have the addresses and node ports they had. */
  readonly keepsAddresses: boolean;
}

/**
 * Undefined when the edit could reach beyond the Services: to settings, add-ons, Ingress controllers, what pods listen on, or
 * findings about reading. Everything before the Services is then as it was.
 */
export function planServiceEdit({ plan, frame }: BeforeEdit, { old, object }: EditedObject): ServiceEdit | undefined {
  const position = plan.services.findIndex((service) => service.object.raw === old);
  const was = plan.services[position];
  const service = readEdited(object);
  if (was === undefined || service === undefined || !staysAmongServices(was, service, plan, frame)) return undefined;
  return { position, service, keepsAddresses: isSame(asksFor(was.spec), asksFor(service.spec)) };
}

/** What of a Service decides which addresses and node ports it and the others get, besides what may not change at all. */
function asksFor({ ports, selector, ...spec }: ServiceSpec): unknown {
  return [
    ports.map(({ port, protocol, nodePort }) => [port, protocol, nodePort]),
    selector === undefined,
    [spec.type, spec.headless, spec.ipFamilyPolicy, spec.loadBalancerIP, spec.loadBalancerIngress],
    [spec.allocateLoadBalancerNodePorts, spec.externalTrafficPolicy, spec.healthCheckNodePort],
  ];
}

/** Undefined when reading has something to say. */
function readEdited(object: StoredObject): PlannedService | undefined {
  const report = createReport();
  storeObject(object.raw, object.ref.namespace ?? 'default', report);
  const spec = readServiceObject(object, report);
  return isSilent(report) ? { object, spec } : undefined;
}

function isSilent({ findings, assumptions }: Report): boolean {
  return findings.length === 0 && assumptions.size === 0;
}

function staysAmongServices(was: PlannedService, is: PlannedService, plan: ClusterPlan, frame: ClusterFrame): boolean {
  const report = createReport();
  storeObject(was.object.raw, was.object.ref.namespace ?? 'default', report);
  readServiceObject(was.object, report);
  if (!isSilent(report) || isClusterDNS(was) || isClusterDNS(is)) return false;
  // The address ranges are told by the addresses Services state.
  if (!isSame(was.spec.clusterIPs, is.spec.clusterIPs) || !isSame(was.spec.ipFamilies, is.spec.ipFamilies))
    return false;
  const sameTargets = isSame(was.spec.selector, is.spec.selector) && was.spec.type === is.spec.type;
  if (plan.ingresses.length + plan.gateways.length > 0 && !sameTargets) return false;
  if (plan.gateways.length > 0 && !leadsAlike(was, is)) return false;
  return listenAnyway(was, frame) && listenAnyway(is, frame);
}

/** True when nothing has changed by which a Gateway finds the Service in front of its proxy. */
function leadsAlike(was: PlannedService, is: PlannedService): boolean {
  const marks = ({ object, spec }: PlannedService): unknown => [object.labels, spec.loadBalancerIngress, spec.ports];
  return isSame(marks(was), marks(is));
}

/** True when every pod the Service selects declares the ports it targets: then it does not change what they listen on. */
function listenAnyway({ object, spec }: PlannedService, { lookup }: ClusterFrame): boolean {
  if (spec.selector === undefined) return true;
  const numbers = spec.ports.filter(({ targetPort }) => typeof targetPort === 'number');
  return lookup.index.select(object.ref.namespace ?? 'default', spec.selector).every((pod) => {
    const declared = pod.spec.containers.filter(isLongRunning).flatMap(({ ports }) => ports);
    return numbers.every(({ targetPort, protocol }) =>
      declared.some((port) => port.containerPort === targetPort && port.protocol === protocol),
    );
  });
}
