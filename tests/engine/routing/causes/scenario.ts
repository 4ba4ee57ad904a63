import type { Change, Delays } from '../../../../src/engine/kubernetes/changes/change.ts';
import type { CloudName } from '../../../../src/engine/kubernetes/model/basics.ts';
import type { Intervention } from '../../../../src/engine/kubernetes/cluster/intervention.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import type { CauseCode } from '../../../../src/engine/routing/outcome/cause-details.ts';
import type { TraceRequest } from '../../../../src/engine/routing/request/request.ts';
import { shopRouter } from '../shop.ts';

/** A cluster and a request that end with a cause, and what is said of it. */
export interface Scenario {
  readonly code: CauseCode;
  readonly objects: readonly RawObject[];
  /** The cloud that is named. */
  readonly cloud?: CloudName;
  readonly interventions?: readonly Intervention[];
  /** What happens to the running cluster, and how many milliseconds later the request is sent. */
  readonly after?: { readonly change: Change; readonly at: number; readonly delays?: Partial<Delays> };
  readonly from?: TraceRequest['from'];
  readonly to: string;
  readonly via?: string;
  /** Size of a UDP or ICMP packet. */
  readonly bytes?: number;
  readonly http?: NonNullable<TraceRequest['http']>;
  /** The object the cause names. */
  readonly object?: string;
  /** The field of it. */
  readonly field?: string;
  /** 'applies': the fix names a field, and with it the request succeeds. 'told': words only. */
  readonly fix: 'applies' | 'told' | 'none';
  /** What the sentence must say. */
  readonly says: readonly string[];
}

export const CLIENT = { pod: 'shop/client' };
export const INTERNET = { internet: true } as const;
export const meta = (name: string, more: object = {}) => ({ name, namespace: 'shop', ...more });
export const podOf = (name: string, spec: object = {}, fields: object = {}): RawObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: meta(name, { labels: { app: name } }),
  spec: { nodeName: 'node-2', containers: [{ name: 'main', image: 'main', ports: [{ containerPort: 80 }] }], ...spec },
  ...fields,
});
export const serviceOf = (name: string, spec: object): RawObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: meta(name),
  spec: { ports: [{ port: 80, targetPort: 80 }], ...spec },
});
export const ingressOf = (backend: object, host = 'shop.example', path = '/'): RawObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: meta('entry'),
  spec: { rules: [{ host, http: { paths: [{ path, pathType: 'Prefix', backend: { service: backend } }] } }] },
});
export const controller = (type: string): readonly RawObject[] => {
  const labels = { 'app.kubernetes.io/name': 'ingress-nginx' };
  const ports = [{ containerPort: 80 }];
  return [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'controller', namespace: 'ingress-nginx', labels },
      spec: { containers: [{ name: 'controller', image: 'registry.k8s.io/ingress-nginx/controller', ports }] },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'ingress-nginx-controller', namespace: 'ingress-nginx', labels },
      spec: { type, selector: labels, ports: [{ port: 80 }] },
    },
  ];
};
export const slice = (port: number): RawObject => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: meta('web-1', { labels: { 'kubernetes.io/service-name': 'web' } }),
  addressType: 'IPv4',
  endpoints: [{ addresses: ['10.244.2.50'] }],
  ports: [{ name: '', port }],
});
export const unready = { status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] } };
export const isNotNode2 = ({ metadata }: RawObject) => metadata.name !== 'node-2';
export const web = { to: 'http://web/' };
export const firstWebPod = () => shopRouter().cluster.pods.find((pod) => pod.labels['app'] === 'web');
