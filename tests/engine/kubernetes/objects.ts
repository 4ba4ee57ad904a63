import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';

// Objects as people write them, for the tests of the controllers.

type Fields = Readonly<Record<string, unknown>>;

export function node(
  name: string,
  fields: { spec?: Fields; address?: string; labels?: Record<string, string> } = {},
): RawObject {
  const addresses = fields.address === undefined ? [] : [{ type: 'InternalIP', address: fields.address }];
  const metadata = { name, labels: fields.labels ?? {} };
  return { apiVersion: 'v1', kind: 'Node', metadata, spec: fields.spec ?? {}, status: { addresses } };
}

export function nodes(count: number): readonly RawObject[] {
  return Array.from({ length: count }, (_, i) =>
    node(`node-${i + 1}`, { address: `192.168.0.${11 + i}`, spec: { podCIDRs: [`10.244.${i + 1}.0/24`] } }),
  );
}

export function pod(
  name: string,
  fields: { spec?: Fields; status?: Fields; labels?: Record<string, string> } = {},
): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: fields.labels ?? { app: name } },
    spec: { containers: [{ name: 'main', ports: [{ containerPort: 80 }] }], ...fields.spec },
    ...(fields.status === undefined ? {} : { status: fields.status }),
  };
}

export function workload(kind: string, name: string, fields: { spec?: Fields; pod?: Fields } = {}): RawObject {
  const labels = { app: name };
  return {
    apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name, namespace: 'default' },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', ports: [{ name: 'http', containerPort: 8080 }] }], ...fields.pod },
      },
      ...fields.spec,
    },
  };
}

export const deployment = (name: string, replicas = 1, pod: Fields = {}): RawObject =>
  workload('Deployment', name, { spec: { replicas }, pod });

export function service(name: string, spec: Fields = {}, status?: Fields): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'default' },
    spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }], ...spec },
    ...(status === undefined ? {} : { status }),
  };
}

export function slice(serviceName: string, endpoints: readonly Fields[], ports: readonly Fields[]): RawObject {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `${serviceName}-1`, namespace: 'default', labels: { 'kubernetes.io/service-name': serviceName } },
    addressType: 'IPv4',
    endpoints,
    ports,
  };
}

export function ingress(name: string, backend: Fields, spec: Fields = {}): RawObject {
  const rules = [
    { host: 'shop.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: backend } }] } },
  ];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: 'default' },
    spec: { rules, ...spec },
  };
}
