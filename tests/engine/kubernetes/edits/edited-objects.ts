import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';

type Fields = Readonly<Record<string, unknown>>;

export const DNS_SERVICE: RawObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'kube-dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  spec: { clusterIP: '10.96.0.10', ports: [{ port: 53, protocol: 'UDP' }] },
};

export function proxyObject(): RawObject {
  return { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', metadata: { name: 'c' } };
}

export function nodeObject(n: number): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: `node-${n}`, labels: { 'topology.kubernetes.io/zone': `zone-${n}` } },
    spec: { podCIDRs: [`10.244.${n}.0/24`] },
    status: { addresses: [{ type: 'InternalIP', address: `192.168.0.${10 + n}` }] },
  };
}

export function notedNode(node: RawObject, note: string): RawObject {
  const { labels } = node.metadata;
  const spec = node['spec'] as Fields;
  if (note === 'zone')
    return { ...node, metadata: { ...node.metadata, labels: { ...labels, 'topology.kubernetes.io/zone': 'z' } } };
  if (note === 'other') return { ...node, metadata: { ...node.metadata, labels: { ...labels, rack: '7' } } };
  if (note === 'cordoned') return { ...node, spec: { ...spec, unschedulable: true } };
  if (note === 'tainted')
    return { ...node, spec: { ...spec, taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }] } };
  return { ...node, status: { ...(node['status'] as Fields), conditions: [{ type: 'Ready', status: 'False' }] } };
}

export function ingressObject(backend: Fields): RawObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'in', namespace: 'shop' },
    spec: { defaultBackend: backend },
  };
}

export function gatewayObject(): RawObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'gate', namespace: 'shop' },
    spec: { gatewayClassName: 'contour', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
  };
}

export function policyObject(): RawObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'only-cart', namespace: 'shop' },
    spec: {
      podSelector: { matchLabels: { app: 'web' } },
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'cart' } } }], ports: [{ port: 'http' }] }],
    },
  };
}

export function sliceObject(at: number): RawObject {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `s${at}-1`, namespace: 'shop', labels: { 'kubernetes.io/service-name': `s${at}` } },
    addressType: 'IPv4',
    endpoints: [
      { addresses: ['10.244.1.20'], targetRef: { kind: 'Pod', name: 'p0' } },
      { addresses: ['10.244.2.21'], conditions: { ready: false } },
    ],
    ports: [{ name: 'main', port: 8080 }],
  } as unknown as RawObject;
}
