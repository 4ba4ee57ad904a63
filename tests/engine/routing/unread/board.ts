import type { ClusterOverrides } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import type { TraceResult } from '../../../../src/engine/routing/engine/result.ts';
import type { TraceRequest } from '../../../../src/engine/routing/request/request.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';

type Fields = Readonly<Record<string, unknown>>;

interface Meta {
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An object from "GROUP/VERSION KIND NAMESPACE/NAME" (cluster-scoped: no namespace) and its spec. */
export function object(head: string, spec: Fields = {}, meta: Meta = {}): RawObject {
  const [apiVersion = '', kind = '', key = ''] = head.split(' ');
  const [first = '', second] = key.split('/');
  const named = second === undefined ? { name: first } : { namespace: first, name: second };
  return { apiVersion, kind, metadata: { ...named, ...meta }, spec };
}

export function pod(key: string, port?: number, more: Meta & { readonly spec?: Fields } = {}): RawObject {
  const { spec, ...meta } = more;
  const [, name = ''] = key.split('/');
  const ports = port === undefined ? {} : { ports: [{ containerPort: port }] };
  return object(
    `v1 Pod ${key}`,
    { nodeName: 'n1', containers: [{ name: 'main', image: 'img', ...ports }], ...spec },
    { labels: { app: name }, ...meta },
  );
}

export function service(key: string, port: number, more: Fields = {}, meta: Meta = {}): RawObject {
  const [, name = ''] = key.split('/');
  return object(`v1 Service ${key}`, { selector: { app: name }, ports: [{ port, targetPort: port }], ...more }, meta);
}

const NODE: RawObject = {
  ...object('v1 Node n1', { podCIDRs: ['10.20.1.0/24'] }, { labels: { role: 'worker' } }),
  status: { addresses: [{ type: 'InternalIP', address: '192.168.7.11' }] },
};

/** A client in one namespace and a bakery with its Service in another. */
export const BOARD: readonly RawObject[] = [
  NODE,
  object('v1 Namespace town', {}, { labels: { tier: 'front' } }),
  object('v1 Namespace oven', {}, { labels: { tier: 'back' } }),
  pod('town/buyer'),
  pod('oven/bread', 7000),
  service('oven/bread', 7000),
];

export const BUY: TraceRequest = { from: { pod: 'town/buyer' }, to: 'http://bread.oven:7000/' };

export function walk(
  objects: readonly RawObject[],
  request: TraceRequest = BUY,
  overrides: ClusterOverrides = {},
): TraceResult {
  const traced = createRouter(buildCluster({ objects, overrides })).trace(request);
  if (!traced.ok) throw new Error(traced.error.code);
  return traced.value;
}

/** The verdict and the names of what was not considered. */
export function judged(objects: readonly RawObject[], request?: TraceRequest, overrides?: ClusterOverrides) {
  const { verdict, notConsidered = [] } = walk(objects, request, overrides);
  return [verdict, ...notConsidered.map(({ object: { kind, name } }) => `${kind} ${name}`)];
}
