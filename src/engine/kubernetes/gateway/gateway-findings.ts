import type { Cluster } from '../cluster/cluster.ts';
import type { Coded } from '../tools/coded.ts';
import type { GatewayDetails } from '../model/gateway-details.ts';
import type { FieldPath } from '../model/reader.ts';
import { addFinding, type Report } from '../model/report.ts';
import type { ObjectRef } from '../model/object.ts';
import { resolveBackend, type ResolvedBackend } from './backends.ts';
import { conditionOf } from './conditions.ts';
import { implementationOf, unsupportedOfGateway, unsupportedOfRoute } from './unsupported.ts';
import { checkGrants } from './read/grants.ts';
import { readGatewayObjects } from './read/read-cluster.ts';
import { backendsOf, computeGatewayStatus, type GatewayState, type ListenerState, type RouteState } from './status.ts';

/** What people get wrong about Gateways and routes: every condition of their status that is not as it should be. */
export function findGatewayMistakes(cluster: Cluster, report: Report): void {
  readGatewayObjects(cluster, report);
  checkGrants(cluster, report);
  const { gateways, routes } = computeGatewayStatus(cluster);
  const note: Note = (object, fact, path) => addFinding(report, { severity: 'error', object, path, ...fact });
  for (const gateway of gateways) {
    checkClass(cluster, gateway, note);
    for (const listener of gateway.listeners) checkListener(listener, note);
  }
  for (const route of routes) checkRoute(cluster, route, note);
  for (const gateway of gateways) checkSupport(cluster, gateway, report);
}

type Note = (object: ObjectRef, fact: Coded<GatewayDetails>, path: FieldPath) => void;

const refOf = ({ kind, namespace, name }: { kind: string; namespace: string; name: string }): ObjectRef => ({
  kind,
  namespace,
  name,
});

function checkClass(cluster: Cluster, gateway: GatewayState, note: Note): void {
  const classes = cluster.ofKind('GatewayClass').map(({ ref }) => ref.name);
  const { className } = gateway.spec;
  if (classes.length === 0 || classes.includes(className)) return;
  const detail = { className, known: classes };
  note(refOf(gateway), { code: 'GATEWAY_CLASS_NOT_FOUND', detail }, ['spec', 'gatewayClassName']);
}

/** What is stated and the Gateway's implementation is known not to support, of it and of the routes it serves. */
function checkSupport(cluster: Cluster, gateway: GatewayState, report: Report): void {
  const by = implementationOf(cluster, gateway.spec.className);
  if (by === undefined) return;
  const routes = new Set(gateway.listeners.flatMap(({ attachments }) => attachments.map(({ route }) => route)));
  const told = [
    { of: gateway, fields: unsupportedOfGateway(by, gateway.object.raw) },
    ...[...routes].map((route) => ({ of: route, fields: unsupportedOfRoute(by, route.object.raw) })),
  ];
  for (const { of, fields } of told)
    for (const detail of fields)
      addFinding(report, {
        severity: 'warning',
        code: 'GATEWAY_FEATURE_UNSUPPORTED',
        detail,
        object: refOf(of),
        path: detail.path,
      });
}

function checkListener({ spec, owner, conditions }: ListenerState, note: Note): void {
  const at = ['spec', 'listeners', spec.index];
  const accepted = conditionOf(conditions, 'Accepted');
  if (accepted?.status === 'False') {
    const conflict = accepted.reason.endsWith('Conflict');
    const code = conflict ? 'LISTENER_CONFLICTED' : 'LISTENER_PROTOCOL_UNKNOWN';
    const detail = { listener: spec.name, why: accepted.detail };
    note(owner, { code, detail }, [...at, conflict ? 'port' : 'protocol']);
  }
  const resolved = conditionOf(conditions, 'ResolvedRefs');
  if (resolved?.status !== 'False') return;
  const why = resolved.detail;
  const atCertificates = [...at, 'tls', 'certificateRefs'];
  if (resolved.reason === 'InvalidRouteKinds')
    note(owner, { code: 'LISTENER_KINDS_INVALID', detail: { why } }, [...at, 'allowedRoutes', 'kinds']);
  else if (resolved.reason === 'RefNotPermitted')
    note(owner, { code: 'REFERENCE_NOT_GRANTED', detail: { of: 'LISTENER', why } }, atCertificates);
  else note(owner, { code: 'LISTENER_CERTIFICATE_NOT_FOUND', detail: { why } }, atCertificates);
}

function checkRoute(cluster: Cluster, route: RouteState, note: Note): void {
  for (const { ref, conditions } of route.parents) {
    const accepted = conditionOf(conditions, 'Accepted');
    if (accepted?.status !== 'False') continue;
    const invalid = accepted.reason === 'UnsupportedValue' ? route.spec.invalidPatterns[0] : undefined;
    const path = invalid?.path ?? ['spec', 'parentRefs', ref.index];
    const detail = { reason: accepted.reason, why: accepted.detail };
    note(refOf(route), { code: 'ROUTE_NOT_ATTACHED', detail }, path);
  }
  const isTold = route.parents.some(
    ({ conditions }) => conditionOf(conditions, 'Accepted')?.reason === 'UnsupportedValue',
  );
  for (const invalid of isTold ? [] : route.spec.invalidPatterns) {
    const { source, why, path } = invalid;
    note(refOf(route), { code: 'ROUTE_REGEX_INVALID', detail: { source, why } }, path);
  }
  for (const backend of backendsOf(route.spec)) {
    const found = resolveBackend(cluster, route, backend);
    if (found.ok) continue;
    note(refOf(route), backendFact(found), backend.path);
  }
}

function backendFact({ reason, problem: why }: Extract<ResolvedBackend, { ok: false }>): Coded<GatewayDetails> {
  switch (reason) {
    case 'InvalidKind':
      return { code: 'ROUTE_BACKEND_KIND_INVALID', detail: { why } };
    case 'RefNotPermitted':
      return { code: 'REFERENCE_NOT_GRANTED', detail: { of: 'BACKEND', why } };
    case 'BackendNotFound':
      return { code: 'ROUTE_BACKEND_NOT_FOUND', detail: { why } };
  }
}
