import { isSameAsk } from '../tools/ask.ts';
import { type AddressAsk, askForRanges, isSameAddressAsk } from '../matching/service-asks.ts';
import { isLongRunning } from '../matching/long-running.ts';
import type { BeforeEdit } from '../build/edit-planner.ts';
import type { ClusterFrame } from '../build/frame-cluster.ts';
import { askForProxyFront } from '../gateway/infrastructure.ts';
import { askForFront } from '../ingress/ingress-controllers.ts';
import { storeObject, type StoredObject } from '../model/object-store.ts';
import { type ClusterPlan, isClusterDNS, type PlannedService, readServiceObject } from '../build/plan-cluster.ts';
import { createReport, type Report } from '../model/report.ts';
import { askForAddresses } from '../services/service-ips.ts';
import type { EditedObject } from './edited-object.ts';

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
  return { position, service, keepsAddresses: isSameAddressAsk(addressAsk(was), addressAsk(service)) };
}

const addressAsk = ({ object, spec }: PlannedService): AddressAsk => askForAddresses(object, spec);

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
  if (!isSilent(report) || !isSameAsk(askOf(was, plan), askOf(is, plan))) return false;
  return listenAnyway(was, frame) && listenAnyway(is, frame);
}

/** All that is read of a Service before the Services are built. */
function askOf(service: PlannedService, { ingresses, gateways }: ClusterPlan): unknown {
  const { object, spec } = service;
  return {
    ranges: askForRanges(spec),
    isDNS: isClusterDNS(object),
    ...(ingresses.length > 0 && { front: askForFront({ ref: object.ref, spec }) }),
    ...(gateways.length > 0 && { proxyFront: askForProxyFront(service) }),
  };
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
