import { hasRole } from '../../../engine/objects.ts';
import type { Inspected } from '../object/inspected.ts';

const NONE: readonly string[] = [];
const TERMINATION = ['termination', 'insecureEdgeTerminationPolicy'].map((name) => `spec.tls.${name}`);
const ROUTE = ['spec.host', 'spec.path', 'spec.to.name', 'spec.port.targetPort', ...TERMINATION];
const INGRESS = ['spec.rules.host', 'spec.rules.http.paths.path', 'spec.rules.http.paths.backend.service'];

/** The fields that the short form of the element has ("spec.rules.host": of each rule), so that they stand on the page once. */
export function shortFields(inspected: Inspected): ReadonlySet<string> {
  return new Set(listed(inspected));
}

function listed(inspected: Inspected): readonly string[] {
  switch (inspected.kind) {
    case 'Pod':
    case 'Node':
      return ['metadata.labels'];
    case 'Ingress':
      return INGRESS;
    case 'Service': {
      const { type, ports, externalName } = inspected.service;
      const isExternal = type === 'NodePort' || type === 'LoadBalancer';
      return [
        ...['type', 'selector', 'internalTrafficPolicy'].map((name) => `spec.${name}`),
        ...(ports.length > 0 ? ['spec.ports.port', 'spec.ports.targetPort'] : []),
        ...(externalName === undefined ? [] : ['spec.externalName']),
        ...(isExternal ? ['spec.externalTrafficPolicy'] : []),
        ...(ports.some(({ nodePort }) => nodePort !== undefined) ? ['spec.ports.nodePort'] : []),
      ];
    }
    case 'Object': {
      const { kind } = inspected.ref;
      if (kind === 'Route') return ROUTE;
      if (!hasRole(kind, 'workload')) return NONE;
      return [...(hasRole(kind, 'scaled') ? ['spec.replicas'] : []), 'spec.template.metadata.labels'];
    }
    default:
      return NONE;
  }
}
