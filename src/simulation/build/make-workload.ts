import { NAME_OF_NODE, type RawObject } from '../../engine/objects.ts';

/** What a workload of a kind runs until somebody says otherwise. */
export interface WorkloadPlan {
  readonly name: string;
  readonly namespace: string;
  /** The node it is to run on; absent: the scheduler finds one for each pod. */
  readonly node?: string | undefined;
}

interface Container {
  readonly image: string;
  readonly port: number;
  readonly portName: string;
}

const WEB: Container = { image: 'nginx', port: 80, portName: 'http' };
const STORE: Container = { image: 'redis', port: 6379, portName: 'redis' };
const AGENT: Container = { image: 'prom/node-exporter', port: 9100, portName: 'metrics' };

/** Three pods: on fewer nothing is spread. */
export function makeDeployment(plan: WorkloadPlan): RawObject {
  return makeWorkload('Deployment', plan, WEB, { replicas: 3 });
}

/** It is governed by a Service of its name. */
export function makeStatefulSet(plan: WorkloadPlan): RawObject {
  return makeWorkload('StatefulSet', plan, STORE, { replicas: 3, serviceName: plan.name });
}

export function makeDaemonSet(plan: WorkloadPlan): RawObject {
  return makeWorkload('DaemonSet', plan, AGENT, {});
}

/** Who drops it on a node has placed it: no scheduler is asked. */
export function makePod({ name, namespace, node }: WorkloadPlan): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { app: name } },
    spec: { ...(node !== undefined && { nodeName: node }), containers: [container(name, WEB)] },
  };
}

function makeWorkload(
  kind: string,
  { name, namespace, node }: WorkloadPlan,
  runs: Container,
  spec: Readonly<Record<string, unknown>>,
): RawObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace, labels },
    spec: {
      ...spec,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          ...(node !== undefined && { nodeSelector: { [NAME_OF_NODE]: node } }),
          containers: [container(name, runs)],
        },
      },
    },
  };
}

function container(name: string, { image, port, portName }: Container): Readonly<Record<string, unknown>> {
  return { name, image, ports: [{ name: portName, containerPort: port }] };
}
