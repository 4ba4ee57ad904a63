import type { ClusterOverrides } from '../../../../../src/engine/kubernetes/cluster/cluster.ts';
import type { Intervention } from '../../../../../src/engine/kubernetes/cluster/intervention.ts';
import type { RawObject } from '../../../../../src/engine/kubernetes/model/object.ts';
import type { Mode } from '../edited-boards.ts';
import { nodeObject as node } from '../edited-objects.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** A cluster before an edit and after it, where one thing alone of what a stage is asked is another. */
export interface LoneEdit {
  /** What that is. */
  readonly what: string;
  readonly before: Input;
  readonly after: Input;
  /** Absent: iptables. */
  readonly modes?: readonly Mode[];
}

export interface Input {
  readonly objects: readonly RawObject[];
  readonly interventions?: readonly Intervention[];
  readonly overrides?: ClusterOverrides;
}

export const pod = (name: string, spec: Fields, more: Fields = {}): RawObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', labels: { app: name.split('-')[0] ?? name } },
  spec: { containers: [{ name: 'main', ports: [{ containerPort: 8080, name: 'http' }] }], ...spec },
  ...more,
});

/** Where it is and that it runs there. */
export const running = (ip: string, more: Fields = {}): Fields => ({
  status: { phase: 'Running', podIP: ip, podIPs: [{ ip }], ...more },
});

export const service = (name: string, spec: Fields = {}, more: Fields = {}): RawObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }], ...spec },
  ...more,
});

export const deployment = (name: string, replicas: number, more: Fields = {}, spec: Fields = {}): RawObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'shop' },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image: name }], ...spec } },
  },
  ...more,
});

/** An object of a kind without further ado. */
export const object = (apiVersion: string, kind: string, name: string, fields: Fields = {}): RawObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop' },
  ...fields,
});

export const proxyConfiguration = (fields: Fields): RawObject =>
  object('kubeproxy.config.k8s.io/v1alpha1', 'KubeProxyConfiguration', 'config', fields);

export const clusterConfiguration = (fields: Fields): RawObject =>
  object('kubeadm.k8s.io/v1beta4', 'ClusterConfiguration', 'config', fields);

/** Two nodes, and behind the Service web a pod on each. */
export const GROUND: readonly RawObject[] = [
  node(1),
  node(2),
  pod('client-1', { nodeName: 'node-1' }, running('10.244.1.2')),
  pod('web-1', { nodeName: 'node-1' }, running('10.244.1.3')),
  pod('web-2', { nodeName: 'node-2' }, running('10.244.2.3')),
];

/** The ground and one object, which is edited. `others` stand behind it. */
export function edit(
  what: string,
  [was, is]: readonly [RawObject, RawObject],
  { others = [], ground = GROUND, ...more }: EditOptions = {},
): LoneEdit {
  const { modes, ...input } = more;
  const of = (one: RawObject): Input => ({ ...input, objects: [...ground, one, ...others] });
  return { what, before: of(was), after: of(is), ...(modes === undefined ? {} : { modes }) };
}

interface EditOptions extends Omit<Input, 'objects'>, Pick<LoneEdit, 'modes'> {
  readonly others?: readonly RawObject[];
  readonly ground?: readonly RawObject[];
}

/** The ground without the object of that name. */
export const without = (name: string): readonly RawObject[] => GROUND.filter(({ metadata }) => metadata.name !== name);

/** The same object with another part. */
export const withMetadata = (one: RawObject, more: Fields): RawObject => ({
  ...one,
  metadata: { ...one.metadata, ...more },
});

export const withPart = (one: RawObject, part: string, more: Fields): RawObject => ({
  ...one,
  [part]: { ...(one[part] as Fields), ...more },
});

export const WEB = service('web', { clusterIP: '10.96.0.20' });
export const EVERYWHERE = { modes: ['iptables', 'nftables', 'ipvs', 'ebpf'] } as const;
/** web-2 as it runs, and as it runs with some things otherwise. */
export const web = (spec: Fields = {}, more: Fields = {}, ip = '10.244.2.3'): RawObject =>
  pod('web-2', { nodeName: 'node-2', ...spec }, { ...running(ip), ...more });
export const PODS = { ground: without('web-2'), others: [WEB] };
export const NODES = { ground: without('node-2'), others: [WEB] };
export const containers = (...list: readonly Fields[]): Fields => ({ containers: list });
export const daemonSet = (name: string, spec: Fields = {}): RawObject => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name, namespace: 'kube-system' },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { hostNetwork: true, containers: [{ name: 'main', image: name }], ...spec },
    },
  },
});

/** The same objects, with an intervention or overrides. */
export const otherwise = (what: string, more: Omit<Input, 'objects'>, was: Omit<Input, 'objects'> = {}): LoneEdit => {
  const objects = [...GROUND, WEB];
  const modes = more.overrides === undefined ? EVERYWHERE : {};
  return { what, before: { objects, ...was }, after: { objects, ...more }, ...modes };
};

export const conditions = (type: string, status: string, more: Fields = {}): Fields => ({
  conditions: [{ type, status, ...more }],
});
export function owner(kind: string, name: string): Fields {
  return { ownerReferences: [{ apiVersion: 'apps/v1', kind, name, controller: true }] };
}

export function sideFailed(how: 'failed' | 'running' | 'lastState' = 'failed'): Fields {
  const terminated = { reason: 'Error', exitCode: 1 };
  const state = how === 'failed' ? { terminated } : { running: {} };
  return running('10.244.2.3', {
    containerStatuses: [
      { name: 'main', ready: true, state: { running: {} } },
      { name: 'side', ready: false, state, ...(how === 'lastState' && { lastState: { terminated } }) },
    ],
  });
}

export function dns(clusterIP: string): RawObject {
  const one = service('kube-dns', { clusterIP, ports: [{ port: 53, protocol: 'UDP' }] });
  return withMetadata(one, { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } });
}

export const SHOP = { ground: [node(1), node(2)] };
export const zone = (name: string): Fields => ({ nodeSelector: { 'topology.kubernetes.io/zone': name } });
export const TAINTED = withPart(node(1), 'spec', { taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }] });
export const CORDONED = [withPart(node(1), 'spec', { unschedulable: true }), node(2)];

/** Of node-2, and one more. */
export const address = (type: string, ip: string): Fields => ({
  addresses: [
    { type: 'InternalIP', address: '192.168.0.12' },
    { type, address: ip },
  ],
});

/** An EndpointSlice of the Service web that names its pods' addresses. */
export function webSlice(): RawObject {
  const endpoints = [1, 2].map((n) => ({
    addresses: [`10.244.${n}.3`],
    nodeName: `node-${n}`,
    conditions: { ready: true },
    targetRef: { kind: 'Pod', namespace: 'shop', name: `web-${n}` },
  }));
  const fields = { addressType: 'IPv4', endpoints, ports: [{ port: 8080, protocol: 'TCP', name: '' }] };
  const labels = { 'kubernetes.io/service-name': 'web' };
  return withMetadata(object('discovery.k8s.io/v1', 'EndpointSlice', 'web-x', fields), { labels });
}
