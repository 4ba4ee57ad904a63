import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';

const PODS_PER_NODE = 50;
const PODS_PER_SERVICE = 25;
const NAMESPACE = 'shop';
const PORT = 8080;

export interface BoardPod {
  readonly name: string;
  readonly node: number;
  readonly service: number;
}

/** What both boards show: nodes with their pods, and Services whose pods lie on many nodes. */
export interface BoardPlan {
  readonly nodes: readonly string[];
  readonly services: readonly string[];
  readonly pods: readonly BoardPod[];
}

export function planBoard(pods: number): BoardPlan {
  const services = Math.ceil(pods / PODS_PER_SERVICE);
  return {
    nodes: Array.from({ length: Math.ceil(pods / PODS_PER_NODE) }, (_, index) => `node-${index}`),
    services: Array.from({ length: services }, (_, index) => `web-${index}`),
    pods: Array.from({ length: pods }, (_, index) => ({
      name: `web-${index % services}-${index}`,
      node: Math.floor(index / PODS_PER_NODE),
      service: index % services,
    })),
  };
}

/** The same as objects somebody could have exported from a cluster. */
export function createObjects({ nodes, services, pods }: BoardPlan): readonly RawObject[] {
  return [
    ...nodes.map((name) => ({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name },
      status: { allocatable: { pods: '110' } },
    })),
    ...services.map((name) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: NAMESPACE },
      spec: { selector: { app: name }, ports: [{ port: 80, targetPort: PORT }] },
    })),
    ...pods.map(({ name, node, service }) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: NAMESPACE, labels: { app: services[service] ?? '' } },
      spec: {
        nodeName: nodes[node],
        containers: [{ name: 'web', image: 'nginx', ports: [{ containerPort: PORT }] }],
      },
    })),
  ];
}

/** Spreads over every pod of a Service, from a pod of another. */
export function requestOf({ pods, services }: BoardPlan): {
  readonly from: { readonly pod: string };
  readonly to: string;
} {
  return { from: { pod: `${NAMESPACE}/${pods[1]?.name}` }, to: `http://${services[0]}.${NAMESPACE}/` };
}
