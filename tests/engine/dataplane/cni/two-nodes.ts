import type { Cluster, ClusterOverrides } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import type { Step, Trace } from '../../../../src/engine/linux/model/trace.ts';
import type { Outcome } from '../../../../src/engine/routing/outcome/outcome.ts';
import type { TraceRequest } from '../../../../src/engine/routing/request/request.ts';
import type { Router } from '../../../../src/engine/routing/engine/router.ts';
import { addressLines, routeLines, rulesetLines } from '../../../../src/simulation/views/host-text.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';

export const podOn = (name: string, node: string): RawObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default', labels: { app: name } },
  spec: { nodeName: node, containers: [{ name: 'main', image: 'main', ports: [{ containerPort: 80 }] }] },
});

export const nodeOf = (n: number, spec: object = {}, labels: object = {}): RawObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: `n${n}`, labels: labels as Readonly<Record<string, string>> },
  spec: { ...spec },
  status: { addresses: [{ type: 'InternalIP', address: `192.168.0.1${n}` }] },
});

export const serviceOf = (
  name: string,
  spec: object,
  annotations: Readonly<Record<string, string>> = {},
): RawObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'default', annotations },
  spec: { selector: { app: 'c' }, ports: [{ port: 80 }], ...spec },
});

/** n1 with pods nginx and b, n2 with pod c and a Service in front of it. */
export const TWO_NODES: readonly RawObject[] = [
  nodeOf(1),
  nodeOf(2),
  podOn('nginx', 'n1'),
  podOn('b', 'n1'),
  podOn('c', 'n2'),
  serviceOf('c', { type: 'NodePort', ports: [{ port: 80, nodePort: 30_080 }] }),
];

export interface Stage {
  readonly cluster: Cluster;
  readonly router: Router;
  readonly ip: (pod: string) => string;
  /** All ways of a request. */
  readonly ways: (from: TraceRequest['from'], to: string, more?: Partial<TraceRequest>) => readonly Outcome[];
  /** The only one. */
  readonly way: (from: TraceRequest['from'], to: string, more?: Partial<TraceRequest>) => Outcome;
  /** Lines of `ip addr`, `ip route` and what belongs to it, iptables-save without kube-proxy's. */
  readonly text: (namespace: string) => { readonly addresses: string; readonly routes: string; readonly rules: string };
}

export function stage(overrides: ClusterOverrides, objects: readonly RawObject[] = TWO_NODES): Stage {
  const cluster = buildCluster({ objects, overrides });
  const router = createRouter(cluster);
  const ways: Stage['ways'] = (from, to, more = {}) => {
    const traced = router.trace({ from, to, ...more });
    if (!traced.ok) throw new Error(traced.error.code);
    return traced.value.outcomes;
  };
  return {
    cluster,
    router,
    ip: (name) => cluster.pod('default', name)?.ips[0] ?? 'none',
    ways,
    way: (from, to, more) => {
      const [only, ...others] = ways(from, to, more);
      if (only === undefined || others.length > 0) throw new Error(`${others.length + 1} ways`);
      return only;
    },
    text: (namespace) => ({
      addresses: addressLines(router.network, namespace).join('\n'),
      routes: routeLines(router.network, namespace, 4).join('\n'),
      rules: rulesetLines(router.network, namespace, 4)
        .filter((line) => !/KUBE|^:|^\*|COMMIT/.test(line))
        .join('\n'),
    }),
  };
}

export const POD = (name: string): TraceRequest['from'] => ({ pod: `default/${name}` });
export const INTERNET = { internet: true } as const;

export const connection = (outcome: Outcome): Trace => {
  const leg = outcome.legs.find(({ kind }) => kind === 'CONNECTION');
  if (leg === undefined) throw new Error('no connection');
  return leg.request;
};

export const hopsOf = (trace: Trace): readonly string[] => trace.hops.map(({ namespace }) => namespace);

export const stepsOf = <T extends Step['type']>(
  trace: Trace,
  type: T,
): readonly Extract<Step, { readonly type: T }>[] =>
  trace.hops
    .flatMap(({ steps }) => steps)
    .filter((step): step is Extract<Step, { readonly type: T }> => step.type === type);
