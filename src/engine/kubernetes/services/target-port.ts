import type { ClusterService } from '../cluster/cluster.ts';
import type { ContainerPort, TransportProtocol } from '../model/basics.ts';
import type { Finding } from '../model/finding.ts';
import type { DeclaredPort } from '../model/object-details.ts';
import type { Port } from '../../net/ip.ts';

export interface TargetedPods {
  readonly service: Pick<ClusterService, 'namespace' | 'name'>;
  /** Place in spec.ports. */
  readonly index: number;
  readonly targetPort: Port;
  readonly protocol: TransportProtocol;
  /** Those that the Service selects, with the ports their containers declare; init containers do not count. */
  readonly pods: readonly { readonly ports: readonly ContainerPort[] }[];
}

/** The warning about a numeric targetPort that none of the pods declares; undefined: one does, or one declares no port at all. */
export function undeclaredTargetPort({
  service,
  index,
  targetPort,
  protocol,
  pods,
}: TargetedPods): Finding | undefined {
  const isDeclared = pods.some(({ ports }) =>
    ports.some((own) => own.containerPort === targetPort && own.protocol === protocol),
  );
  if (isDeclared || pods.some(({ ports }) => ports.length === 0)) return undefined;
  return {
    severity: 'warning',
    code: 'TARGET_PORT_NOT_DECLARED',
    detail: { protocol, port: targetPort, declared: declaredPorts(pods) },
    object: { kind: 'Service', namespace: service.namespace, name: service.name },
    path: ['spec', 'ports', index, 'targetPort'],
  };
}

/** What their containers declare, each port once. */
export function declaredPorts(pods: TargetedPods['pods']): readonly DeclaredPort[] {
  const ports = pods.flatMap((pod) =>
    pod.ports.map(({ name, containerPort, protocol }) => ({ name, port: containerPort, protocol })),
  );
  return [...new Map(ports.map((each) => [`${each.name} ${each.port} ${each.protocol}`, each])).values()];
}
