import type { Cluster } from '../model/cluster.ts';
import type { FieldPath } from '../model/reader.ts';
import { addFinding, type Report } from '../model/report.ts';
import type { Finding } from '../model/finding.ts';
import type { ObjectRef } from '../model/object.ts';
import { describeInvalid } from './attachment.ts';
import { resolveBackend } from './backends.ts';
import { conditionOf } from './conditions.ts';
import { checkGrants } from './read/grants.ts';
import { readGatewayObjects } from './read/read-cluster.ts';
import { backendsOf, computeGatewayStatus, type GatewayState, type ListenerState, type RouteState } from './status.ts';

/** What people get wrong about Gateways and routes: every condition of their status that is not as it should be. */
export function findGatewayMistakes(cluster: Cluster, report: Report): void {
  readGatewayObjects(cluster, report);
  checkGrants(cluster, report);
  const { gateways, routes } = computeGatewayStatus(cluster);
  const note = (object: ObjectRef, code: string, message: string, more: Pick<Finding, 'severity'> & At): void =>
    addFinding(report, { object, code, message, ...more });
  for (const gateway of gateways) {
    checkClass(cluster, gateway, note);
    for (const listener of gateway.listeners) checkListener(listener, note);
  }
  for (const route of routes) checkRoute(cluster, route, note);
}

interface At {
  readonly path: FieldPath;
}
type Note = (object: ObjectRef, code: string, message: string, more: Pick<Finding, 'severity'> & At) => void;

const refOf = ({ kind, namespace, name }: { kind: string; namespace: string; name: string }): ObjectRef => ({
  kind,
  namespace,
  name,
});

function checkClass(cluster: Cluster, gateway: GatewayState, note: Note): void {
  const classes = cluster.ofKind('GatewayClass').map(({ ref }) => ref.name);
  const { className } = gateway.spec;
  if (classes.length === 0 || classes.includes(className)) return;
  const message = `There is no GatewayClass ${className}, so no controller serves the Gateway; there is ${classes.join(', ')}.`;
  note(refOf(gateway), 'GATEWAY_CLASS_NOT_FOUND', message, { severity: 'error', path: ['spec', 'gatewayClassName'] });
}

function checkListener({ spec, owner, conditions }: ListenerState, note: Note): void {
  const at = ['spec', 'listeners', spec.index];
  const accepted = conditionOf(conditions, 'Accepted');
  if (accepted?.status === 'False') {
    const conflict = accepted.reason.endsWith('Conflict');
    const path = [...at, conflict ? 'port' : 'protocol'];
    const message = `Listener ${spec.name} is not served. ${accepted.message}`;
    note(owner, conflict ? 'LISTENER_CONFLICTED' : 'LISTENER_PROTOCOL_UNKNOWN', message, { severity: 'error', path });
  }
  const resolved = conditionOf(conditions, 'ResolvedRefs');
  if (resolved?.status !== 'False') return;
  const kinds = resolved.reason === 'InvalidRouteKinds';
  const code = kinds ? 'LISTENER_KINDS_INVALID' : CERTIFICATE_CODES[resolved.reason];
  const path = [...at, ...(kinds ? ['allowedRoutes', 'kinds'] : ['tls', 'certificateRefs'])];
  note(owner, code ?? 'LISTENER_CERTIFICATE_NOT_FOUND', resolved.message, { severity: 'error', path });
}

const CERTIFICATE_CODES: Readonly<Record<string, string>> = { RefNotPermitted: 'REFERENCE_NOT_GRANTED' };

const BACKEND_CODES = {
  InvalidKind: 'ROUTE_BACKEND_KIND_INVALID',
  RefNotPermitted: 'REFERENCE_NOT_GRANTED',
  BackendNotFound: 'ROUTE_BACKEND_NOT_FOUND',
} as const;

function checkRoute(cluster: Cluster, route: RouteState, note: Note): void {
  for (const { ref, conditions } of route.parents) {
    const accepted = conditionOf(conditions, 'Accepted');
    if (accepted?.status !== 'False') continue;
    const invalid = accepted.reason === 'UnsupportedValue' ? route.spec.invalidPatterns[0] : undefined;
    const path = invalid?.path ?? ['spec', 'parentRefs', ref.index];
    const message = `The route is not attached (${accepted.reason}). ${accepted.message}`;
    note(refOf(route), 'ROUTE_NOT_ATTACHED', message, { severity: 'error', path });
  }
  const isTold = route.parents.some(
    ({ conditions }) => conditionOf(conditions, 'Accepted')?.reason === 'UnsupportedValue',
  );
  for (const invalid of isTold ? [] : route.spec.invalidPatterns) {
    const message = `${describeInvalid(invalid)} No Gateway takes the route as it stands.`;
    note(refOf(route), 'ROUTE_REGEX_INVALID', message, { severity: 'error', path: invalid.path });
  }
  for (const backend of backendsOf(route.spec)) {
    const found = resolveBackend(cluster, route, backend);
    if (found.ok) continue;
    const message = `${found.message} Requests for it are answered with 500.`;
    note(refOf(route), BACKEND_CODES[found.reason], message, { severity: 'error', path: backend.path });
  }
}
