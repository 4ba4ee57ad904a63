import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import type { SharedScenario } from '../../src/scenario/document/document.ts';

/** Names and numbers of one board; the shape is the same for every board. */
export interface BoardNames {
  readonly namespace: string;
  readonly nodes: readonly string[];
  readonly nodeSubnet: string;
  readonly podNet: string;
  readonly serviceNet: string;
  readonly apps: readonly {
    readonly name: string;
    readonly image: string;
    readonly port: number;
    readonly suffixes: readonly string[];
  }[];
  readonly label: string;
  readonly host: string;
}

export const SHOP: BoardNames = {
  namespace: 'shop',
  nodes: ['node-1', 'node-2', 'node-3'],
  nodeSubnet: '192.168.0',
  podNet: '10.244',
  serviceNet: '10.96',
  label: 'app',
  host: 'shop.example.com',
  apps: [
    { name: 'web', image: 'nginx:1.27', port: 80, suffixes: ['7d9f8b6c5-x2k4p', '7d9f8b6c5-m8q7z', '7d9f8b6c5-w5t9r'] },
    { name: 'cart', image: 'ghcr.io/shop/cart:2.4.1', port: 8080, suffixes: ['5c6d7f8b9-h4j6k', '5c6d7f8b9-p9s2v'] },
    {
      name: 'catalog',
      image: 'ghcr.io/shop/catalog:1.9.0',
      port: 8080,
      suffixes: ['6b8c9d7f5-b3n5m', '6b8c9d7f5-k7l9q', '6b8c9d7f5-t2v4x'],
    },
    {
      name: 'payment',
      image: 'ghcr.io/shop/payment:3.1.2',
      port: 9000,
      suffixes: ['84f5d6c7b-g6h8j', '84f5d6c7b-r4s6t'],
    },
    { name: 'db', image: 'postgres:16', port: 5432, suffixes: ['0', '1'] },
  ],
};

/** Of the same shape, with nothing else in common: no tuning on the first can help here. */
export const CLINIC: BoardNames = {
  namespace: 'wardround',
  nodes: ['ip-172-20-41-7', 'ip-172-20-63-18', 'ip-172-20-97-202'],
  nodeSubnet: '172.20.41',
  podNet: '100.96',
  serviceNet: '100.64',
  label: 'workload',
  host: 'termine.klinik.test',
  apps: [
    {
      name: 'portal',
      image: 'harbor.klinik.test/ehr/portal:2026.3',
      port: 3000,
      suffixes: ['6f4c9d8b7d-2qhzj', '6f4c9d8b7d-v9tkx', '6f4c9d8b7d-lm5wp'],
    },
    {
      name: 'triage',
      image: 'harbor.klinik.test/ehr/triage:0.14.7',
      port: 7070,
      suffixes: ['58d7b6f9c4-zr8fn', '58d7b6f9c4-4gkqd'],
    },
    {
      name: 'radiology',
      image: 'harbor.klinik.test/pacs/radiology:5.2',
      port: 4242,
      suffixes: ['79cbf4d586-bb7sh', '79cbf4d586-xw2mc', '79cbf4d586-njv6t'],
    },
    {
      name: 'pharmacy',
      image: 'harbor.klinik.test/ehr/pharmacy:1.0.33',
      port: 6543,
      suffixes: ['bd5f8c764-hq4rz', 'bd5f8c764-7dlkw'],
    },
    { name: 'ledger', image: 'cockroachdb/cockroach:v24.1', port: 26257, suffixes: ['0', '1'] },
  ],
};

/** 3 nodes, 12 pods, 5 Services, an Ingress, 2 NetworkPolicies, as `kubectl get -o json` shows them, laid out by a person. */
export function createBoard(names: BoardNames): SharedScenario {
  const objects = [...nodesOf(names), ...podsOf(names), ...servicesOf(names), ingressOf(names), ...policiesOf(names)];
  const [web, cart] = names.apps;
  const client = `${names.namespace}/${web?.name}-${web?.suffixes[0]}`;
  const requests = [
    {
      from: { internet: true as const },
      to: `https://${names.host}/cart`,
      via: `ingress/${names.namespace}/${web?.name}`,
    },
    { from: { pod: client }, to: `http://${cart?.name}.${names.namespace}/` },
  ];
  const placed = objects.filter(({ kind }, index) => kind === 'Service' || (kind === 'Pod' && index % 2 === 0));
  return {
    document: {
      version: 1,
      title: `${names.namespace} in production`,
      objects,
      interventions: [],
      overrides: {},
      layout: Object.fromEntries(
        placed.map(({ kind, metadata }, index) => [
          `${kind}/${metadata.namespace}/${metadata.name}`,
          { x: 48 + ((index * 37) % 11) * 64, y: 96 + ((index * 53) % 7) * 88 },
        ]),
      ),
      requests,
      story: [],
    },
    ...(requests[1] !== undefined && { request: requests[1] }),
    choices: [1, 0],
    beat: 7,
    lens: 'wires',
  };
}

function nodesOf({ nodes, nodeSubnet, podNet }: BoardNames): RawObject[] {
  return nodes.map((name, index) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/os': 'linux',
        'kubernetes.io/hostname': name,
        'topology.kubernetes.io/zone': `zone-${'abc'.charAt(index)}`,
      },
    },
    spec: { podCIDR: `${podNet}.${index + 1}.0/24`, podCIDRs: [`${podNet}.${index + 1}.0/24`] },
    status: {
      addresses: [
        { type: 'InternalIP', address: `${nodeSubnet}.${11 + index}` },
        { type: 'Hostname', address: name },
      ],
    },
  }));
}

function podsOf({ apps, namespace, nodes, podNet, label, nodeSubnet }: BoardNames): RawObject[] {
  const all = apps.flatMap((app) => app.suffixes.map((suffix) => ({ app, suffix })));
  return all.map(({ app, suffix }, index) => {
    const node = index % nodes.length;
    const ip = `${podNet}.${node + 1}.${2 + Math.floor(index / nodes.length)}`;
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `${app.name}-${suffix}`, namespace, labels: podLabels(label, app.name, suffix) },
      spec: {
        nodeName: nodes[node],
        restartPolicy: 'Always',
        containers: [
          {
            name: app.name,
            image: app.image,
            imagePullPolicy: 'IfNotPresent',
            env: [{ name: 'LOG_LEVEL', value: 'environment-secret' }],
            ports: [{ containerPort: app.port, protocol: 'TCP' }],
          },
        ],
      },
      status: {
        phase: 'Running',
        conditions: ['PodScheduled', 'Ready'].map((type) => ({ type, status: 'True' })),
        podIP: ip,
        podIPs: [{ ip }],
        hostIP: `${nodeSubnet}.${11 + node}`,
      },
    };
  });
}

/** As its controller labels it: by the hash of the template, or by its name in a StatefulSet. */
function podLabels(label: string, app: string, suffix: string): Record<string, string> {
  const [hash = '', random] = suffix.split('-');
  if (random === undefined) return { [label]: app, 'statefulset.kubernetes.io/pod-name': `${app}-${suffix}` };
  return { [label]: app, 'pod-template-hash': hash };
}

function servicesOf({ apps, namespace, label, serviceNet }: BoardNames): RawObject[] {
  return apps.map((app, index) => {
    const clusterIP = `${serviceNet}.${17 + index * 41}.${(index * 83 + 29) % 250}`;
    return {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: app.name, namespace },
      spec: {
        type: 'ClusterIP',
        clusterIP,
        clusterIPs: [clusterIP],
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
        internalTrafficPolicy: 'Cluster',
        sessionAffinity: 'None',
        selector: { [label]: app.name },
        ports: [{ name: 'main', port: index === 4 ? app.port : 80, targetPort: app.port, protocol: 'TCP' }],
      },
      status: { loadBalancer: {} },
    };
  });
}

function ingressOf({ apps, namespace, host }: BoardNames): RawObject {
  const path = (path: string, service = ''): unknown => ({
    path,
    pathType: 'Prefix',
    backend: { service: { name: service, port: { number: 80 } } },
  });
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: apps[0]?.name ?? '', namespace },
    spec: {
      ingressClassName: 'nginx',
      tls: [{ hosts: [host], secretName: `${namespace}-tls` }],
      rules: [{ host, http: { paths: [path('/', apps[0]?.name), path('/cart', apps[1]?.name)] } }],
    },
    status: { loadBalancer: { ingress: [{ ip: '203.0.113.10' }] } },
  };
}

function policiesOf({ apps, namespace, label }: BoardNames): RawObject[] {
  const policy = (target: number, from: readonly number[]): RawObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${apps[target]?.name}-clients`, namespace },
    spec: {
      podSelector: { matchLabels: { [label]: apps[target]?.name } },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: from.map((index) => ({ podSelector: { matchLabels: { [label]: apps[index]?.name } } })),
          ports: [{ port: apps[target]?.port, protocol: 'TCP' }],
        },
      ],
    },
  });
  return [policy(4, [1, 2, 3]), policy(3, [1])];
}
