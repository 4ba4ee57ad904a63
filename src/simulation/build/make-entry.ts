import type { BoardObject } from './board-objects.ts';
import { fieldsAt, listAt } from './fields.ts';
import { NAME_OF_NAMESPACE, type RawObject } from '../../engine/objects.ts';

export interface Backend {
  readonly name: string;
  /** Of an Ingress by its name where it has one; routes know numbers alone. */
  readonly port: { readonly name?: string; readonly number: number };
}

/** How an entry names a Service: by its first port. */
export function backendOf({ ref, object }: BoardObject): Backend {
  const [first] = listAt(fieldsAt(object, 'spec')['ports']);
  const { name, port } = first ?? {};
  return {
    name: ref.name,
    port: { number: typeof port === 'number' ? port : 80, ...(typeof name === 'string' && { name }) },
  };
}

export interface EntryPlan {
  readonly name: string;
  readonly namespace: string;
  readonly host: string;
  /** Absent: it leads nowhere yet. */
  readonly backend?: Backend | undefined;
  /** By which a controller knows it for its own. */
  readonly className: string;
}

export function makeIngress({ name, namespace, host, backend, className }: EntryPlan): RawObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace },
    spec: {
      ingressClassName: className,
      ...(backend === undefined
        ? // Without a rule it has to have somewhere for everything.
          { defaultBackend: { service: { name, port: { number: 80 } } } }
        : { rules: [{ host, http: { paths: [ingressPath(backend)] } }] }),
    },
  };
}

export function ingressPath({ name, port }: Backend): Readonly<Record<string, unknown>> {
  return {
    path: '/',
    pathType: 'Prefix',
    backend: { service: { name, port: port.name === undefined ? { number: port.number } : { name: port.name } } },
  };
}

export function makeGateway({ name, namespace, className }: Omit<EntryPlan, 'host' | 'backend'>): RawObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name, namespace },
    spec: { gatewayClassName: className, listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
  };
}

export interface RoutePlan extends Pick<EntryPlan, 'name' | 'namespace' | 'host' | 'backend'> {
  readonly gateway: string;
}

/** The route by which a Gateway's requests find a Service. */
export function makeRoute({ name, namespace, host, backend, gateway }: RoutePlan): RawObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name, namespace },
    spec: {
      parentRefs: [{ name: gateway }],
      hostnames: [host],
      rules: [backend === undefined ? {} : { backendRefs: [{ name: backend.name, port: backend.port.number }] }],
    },
  };
}

/** It selects pods and lets nobody in, until a peer is allowed. */
export function makePolicy(name: string, namespace: string, matchLabels: Readonly<Record<string, string>>): RawObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: { podSelector: Object.keys(matchLabels).length === 0 ? {} : { matchLabels }, policyTypes: ['Ingress'] },
  };
}

export function makeNamespace(name: string): RawObject {
  const labels = { [NAME_OF_NAMESPACE]: name };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}
