import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import type { TraceRequest } from '../../../src/engine/routing/request/request.ts';
import { object, pod, service, walk } from './unread/board.ts';

export type Labels = Readonly<Record<string, string>>;

const node = (n: number): RawObject => ({
  ...object(`v1 Node n${n}`, { podCIDRs: [`10.20.${n}.0/24`] }),
  status: { addresses: [{ type: 'InternalIP', address: `10.0.0.1${n}` }] },
});
export const ALB = 'alb.ingress.kubernetes.io/';
export const PUBLIC = { [`${ALB}scheme`]: 'internet-facing' };
export const path = (name: string, at = '/', pathType = 'Prefix') => ({
  path: at,
  pathType,
  backend: { service: { name, port: { number: 80 } } },
});

export interface Entry {
  readonly name?: string;
  readonly host?: string;
  readonly className?: string;
  readonly paths?: readonly object[];
  readonly spec?: object;
}

export function ingress(
  annotations: Labels,
  { name = 'i', host = 'shop.example', className = 'alb', paths, spec }: Entry = {},
): RawObject {
  const http = { paths: paths ?? [path('web')] };
  return object(
    `networking.k8s.io/v1 Ingress oven/${name}`,
    { ingressClassName: className, rules: [{ host, http }], ...spec },
    { annotations },
  );
}

export const web = (type: string, annotations: Labels = {}, name = 'web') =>
  service(
    `oven/${name}`,
    80,
    {
      type,
      selector: { app: 'web' },
      ports: [{ port: 80, targetPort: 8080, ...(type === 'NodePort' && { nodePort: 30_080 }) }],
    },
    { annotations },
  );
export const BOARD = [node(1), node(2), object('v1 Namespace oven', {}), pod('oven/web', 8080)];

export function ask(
  objects: readonly RawObject[],
  to = 'http://shop.example/',
  cloud: 'eks' | 'gke' = 'eks',
  from: TraceRequest['from'] = { internet: true },
) {
  return walk([...BOARD, ...objects], { from, to }, { cloud, cni: 'bridge' });
}
export const statusOf = (objects: readonly RawObject[], to?: string, cloud?: 'eks' | 'gke') =>
  ask(objects, to, cloud).outcomes[0]?.http?.status;
export const backendOf = (objects: readonly RawObject[], to?: string, cloud?: 'eks' | 'gke') =>
  ask(objects, to, cloud).outcomes[0]?.http?.backend?.service;
