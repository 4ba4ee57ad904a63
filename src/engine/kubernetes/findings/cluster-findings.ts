import { nginxPort, statedPort } from '../ingress/backend-port.ts';
import type { ClusterIngress, ClusterPod, ClusterService, ServicePort } from '../cluster/cluster.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import { isLongRunning } from '../matching/long-running.ts';
import { findTargetPort } from '../services/endpoints.ts';
import { type ScaledToNone, scaledToNone, selectsTemplate } from '../operators/scaled-to-none.ts';
import { nearestNames } from '../tools/nearest-names.ts';
import { once } from '../tools/once.ts';
import type { NearestPods } from '../model/object-details.ts';
import type { ObjectRef } from '../model/object.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import { addFinding, type Report } from '../model/report.ts';
import type { Labels, PlacedBackend } from '../model/specs.ts';
import { declaredPorts, undeclaredTargetPort } from '../services/target-port.ts';

export interface ServiceFindingsInput {
  readonly services: readonly ClusterService[];
  /** Services with EndpointSlices of the controller: those decide, not the selector. */
  readonly decidedBySlices: (service: ClusterService) => boolean;
  readonly select: (namespace: string, selector: Labels) => readonly PlannedPod[];
  readonly build: (pod: PlannedPod) => ClusterPod;
  readonly ofKind: (kind: string) => readonly StoredObject[];
  readonly report: Report;
}

/** What people get wrong about Services. */
export function findServiceMistakes(input: ServiceFindingsInput): void {
  const scaled = once(() => scaledToNone(input.ofKind));
  for (const service of input.services) {
    const { assumed, refused, type, selector } = service;
    if ((assumed ?? refused) !== undefined || type === 'ExternalName' || selector === undefined) continue;
    if (input.decidedBySlices(service)) {
      noteNoneReady(service, input.report);
      continue;
    }
    const counted = input.select(service.namespace, selector).filter((plan) => {
      const { phase } = input.build(plan);
      return phase !== 'Succeeded' && phase !== 'Failed';
    });
    if (counted.length === 0 && !hasEndpoints(service)) noteNoPods(service, input, scaled());
    else {
      noteNoneReady(service, input.report);
      for (const [index, port] of service.ports.entries())
        checkTargetPort({ service, index, port, pods: counted, input });
    }
  }
}

function hasEndpoints(service: ClusterService): boolean {
  return service.ipFamilies.some((family) => service.endpoints(family).length > 0);
}

function refOf(service: ClusterService): ObjectRef {
  return { kind: 'Service', namespace: service.namespace, name: service.name };
}

/** Names the label that stands in the way, when all others agree with some pod and its value there is like the wanted one. */
function nearMiss(service: ClusterService, select: ServiceFindingsInput['select']): NearestPods | undefined {
  const selector = service.selector ?? {};
  for (const [key, wanted] of Object.entries(selector)) {
    const rest = Object.fromEntries(Object.entries(selector).filter(([other]) => other !== key));
    const others = select(service.namespace, rest);
    // Where no other label agrees, any pod would do: only one whose value is a slip of the wanted one is meant.
    const [near] = nearestNames(
      wanted,
      others.flatMap(({ labels }) => labels[key] ?? []),
    );
    const pod = others.find(({ labels }) => (near === undefined ? Object.keys(rest).length > 0 : labels[key] === near));
    if (pod === undefined) continue;
    const { kind, name } = pod.workload;
    return { workload: { kind, name }, key, value: pod.labels[key] };
  }
  return undefined;
}

/** Where there would be such pods if a workload were not scaled to none, no label stands in the way. */
function noteNoPods(
  service: ClusterService,
  { select, report }: ServiceFindingsInput,
  scaled: readonly ScaledToNone[],
): void {
  const { namespace, selector = {} } = service;
  const none = scaled.find(
    ({ ref, template }) => ref.namespace === namespace && selectsTemplate(selector, ref.kind, template),
  );
  const nearest = none === undefined ? nearMiss(service, select) : undefined;
  addFinding(report, {
    severity: 'warning',
    code: 'SELECTOR_MATCHES_NOTHING',
    detail: {
      namespace,
      selector,
      ...(none && { scaled: { kind: none.ref.kind, name: none.ref.name } }),
      ...(nearest && { nearest }),
    },
    object: refOf(service),
    path: ['spec', 'selector'],
  });
}

function noteNoneReady(service: ClusterService, report: Report): void {
  const endpoints = service.ipFamilies.flatMap((family) => service.endpoints(family));
  if (endpoints.some(({ ready }) => ready)) return;
  addFinding(report, {
    severity: 'warning',
    code: 'NO_READY_ENDPOINTS',
    detail: { endpoints: endpoints.length },
    object: refOf(service),
    path: ['spec', 'selector'],
  });
}

interface TargetPortCheck {
  readonly service: ClusterService;
  readonly index: number;
  readonly port: ServicePort;
  readonly pods: readonly PlannedPod[];
  readonly input: ServiceFindingsInput;
}

function checkTargetPort({ service, index, port, pods, input }: TargetPortCheck): void {
  const { targetPort, protocol } = port;
  const declaring = pods.map(({ spec }) => ({ ports: spec.containers.filter(isLongRunning).flatMap((c) => c.ports) }));
  if (typeof targetPort === 'number') {
    const finding = undeclaredTargetPort({ service, index, targetPort, protocol, pods: declaring });
    if (finding !== undefined) addFinding(input.report, finding);
    return;
  }
  if (pods.some((pod) => findTargetPort(pod, targetPort, protocol) !== undefined)) return;
  addFinding(input.report, {
    severity: 'error',
    code: 'TARGET_PORT_NOT_FOUND',
    detail: { protocol, name: targetPort, declared: declaredPorts(declaring) },
    object: refOf(service),
    path: ['spec', 'ports', index, 'targetPort'],
  });
}

export interface IngressFindingsInput {
  readonly ingress: ClusterIngress;
  readonly backends: readonly PlacedBackend[];
  readonly service: (namespace: string, name: string) => ClusterService | undefined;
  /** Namespaces that have a Service of that name. */
  readonly elsewhere: (name: string) => readonly string[];
  readonly hasSecret: (namespace: string, name: string) => boolean;
  readonly report: Report;
}

/** Backends and TLS Secrets of an Ingress that are not there. */
export function findIngressMistakes(input: IngressFindingsInput): void {
  const { ingress, report } = input;
  const object: ObjectRef = { kind: 'Ingress', namespace: ingress.namespace, name: ingress.name };
  if (ingress.controllerService === undefined && ingress.addresses.length === 0) {
    const detail = { className: ingress.className };
    const path = ['spec', 'ingressClassName'];
    addFinding(report, { severity: 'warning', code: 'INGRESS_CLASS_NOT_SERVED', detail, object, path });
  }
  for (const { backend, path } of input.backends) {
    const named = { namespace: ingress.namespace, name: backend.service };
    const service = input.service(named.namespace, named.name);
    if (service === undefined) {
      const elsewhere = input.elsewhere(named.name);
      const detail = { service: named, ...(elsewhere.length > 0 && { elsewhere }) };
      addFinding(report, { severity: 'error', code: 'INGRESS_BACKEND_NOT_FOUND', detail, object, path });
      continue;
    }
    const meant = ingress.nginx === undefined ? statedPort : nginxPort;
    if (meant(service, backend.port) !== undefined) continue;
    const wanted = 'number' in backend.port ? backend.port.number : backend.port.name;
    const ports = service.ports.map(({ port, name }) => (name === '' ? { port } : { name, port }));
    const detail = { service: named, wanted, ports };
    addFinding(report, { severity: 'error', code: 'INGRESS_BACKEND_PORT_NOT_FOUND', detail, object, path });
  }
  // An ALB takes its certificates from the cloud and reads no Secret. // aws-load-balancer-controller docs/guide/ingress/cert_discovery.md
  const by = ingress.cloud?.by;
  for (const [index, { secretName }] of by === 'ALB' ? [] : ingress.tls.entries()) {
    if (secretName === undefined || input.hasSecret(ingress.namespace, secretName)) continue;
    const detail = { secret: { namespace: ingress.namespace, name: secretName }, ...(by === 'GCE' && { cloud: by }) };
    const path = ['spec', 'tls', index, 'secretName'];
    addFinding(report, { severity: 'warning', code: 'TLS_SECRET_NOT_FOUND', detail, object, path });
  }
}
