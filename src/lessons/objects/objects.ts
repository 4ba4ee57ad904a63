import type { RawObject } from '../../engine/objects.ts';

/** Everything in the lessons lives here. */
export const NAMESPACE = 'shop';

type Labels = Readonly<Record<string, string>>;

export interface ContainerPlan {
  readonly name: string;
  readonly image: string;
  /** Port by name; the first one answers the readiness probe. */
  readonly ports?: Readonly<Record<string, number>>;
}

/** Of nodes that the internet has a way to: RFC 5737, for documentation. */
export const PUBLIC = '192.0.2';

/** node-1, node-2 …: 192.168.0.11 …, or the 11th … of another /24; podCIDR 10.244.1.0/24 …, one zone each. */
export function nodes(count: number, labels: readonly Labels[] = [], network = '192.168.0'): readonly RawObject[] {
  return Array.from({ length: count }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: `node-${index + 1}`,
      labels: {
        'kubernetes.io/hostname': `node-${index + 1}`,
        'topology.kubernetes.io/zone': `zone-${'abc'.charAt(index)}`,
        ...labels[index],
      },
    },
    spec: { podCIDR: `10.244.${index + 1}.0/24`, podCIDRs: [`10.244.${index + 1}.0/24`] },
    status: { addresses: [{ type: 'InternalIP', address: `${network}.${11 + index}` }] },
  }));
}

export function namespace(name = NAMESPACE): RawObject {
  const labels = { 'kubernetes.io/metadata.name': name };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

function podSpec(containers: readonly ContainerPlan[]): Readonly<Record<string, unknown>> {
  return {
    containers: containers.map(({ name, image, ports = {} }) => {
      const [first] = Object.values(ports);
      return {
        name,
        image,
        ...(first !== undefined && {
          ports: Object.entries(ports).map(([portName, containerPort]) => ({ name: portName, containerPort })),
          readinessProbe: { tcpSocket: { port: first } },
        }),
      };
    }),
  };
}

export interface PodPlace {
  readonly namespace?: string;
  /** Further fields of its spec. */
  readonly spec?: Readonly<Record<string, unknown>>;
}

/** A Pod of its own on a node. */
export function pod(
  name: string,
  nodeName: string,
  containers: readonly ContainerPlan[],
  { namespace: place = NAMESPACE, spec = {} }: PodPlace = {},
): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: place, labels: { app: name } },
    spec: { nodeName, ...podSpec(containers), ...spec },
  };
}

export interface DeploymentPlan {
  readonly name: string;
  readonly replicas: number;
  readonly container: ContainerPlan;
  readonly nodeSelector?: Labels;
}

export function deployment({ name, replicas, container, nodeSelector }: DeploymentPlan): RawObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: NAMESPACE, labels: { app: name } },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { ...(nodeSelector !== undefined && { nodeSelector }), ...podSpec([container]) },
      },
    },
  };
}

export interface ServicePlan {
  readonly name: string;
  readonly namespace?: string;
  readonly clusterIP?: string;
  readonly type?: 'NodePort' | 'LoadBalancer';
  /** The value of the label "app" it selects; the name when absent. */
  readonly selects?: string;
  readonly port?: number;
  readonly targetPort: number | string;
  readonly nodePort?: number;
}

export function service(plan: ServicePlan): RawObject {
  const { name, namespace: place = NAMESPACE, clusterIP, type, selects = name, port = 80, targetPort, nodePort } = plan;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: place },
    spec: {
      ...(type !== undefined && { type }),
      ...(clusterIP !== undefined && { clusterIP }),
      selector: { app: selects },
      ports: [{ name: 'http', port, targetPort, ...(nodePort !== undefined && { nodePort }) }],
    },
  };
}

/** With these fields of its spec besides, or in place of those it has. */
export function withSpec(object: RawObject, spec: object): RawObject {
  return { ...object, spec: { ...(object['spec'] as object), ...spec } };
}
