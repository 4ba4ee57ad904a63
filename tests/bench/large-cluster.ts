import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';

export interface ClusterSize {
  readonly nodes: number;
  readonly services: number;
  readonly pods: number;
}

/** Services per namespace. */
const PER_NAMESPACE = 50;

function namespaceOf(service: number): string {
  return `team-${Math.floor(service / PER_NAMESPACE)}`;
}

/** What `kubectl get nodes,services,pods -o json` lists of a running cluster of that size, without managedFields. */
export function createLargeCluster({ nodes, services, pods }: ClusterSize): readonly RawObject[] {
  return [
    ...Array.from({ length: nodes }, (_, index) => createNode(index)),
    ...Array.from({ length: services }, (_, index) => createService(index)),
    ...Array.from({ length: pods }, (_, index) => createPod(index, { nodes, services, pods })),
    CLUSTER_DNS,
    ...Array.from({ length: Math.min(2, nodes) }, (_, index) => createDNSPod(index)),
  ];
}

function createDNSPod(index: number): RawObject {
  const podIP = `10.${64 + Math.floor(index / 256)}.${index % 256}.250`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `coredns-${index}`, namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
    spec: {
      nodeName: `node-${index}`,
      containers: [
        {
          name: 'coredns',
          image: 'coredns',
          ports: [
            { name: 'dns', containerPort: 53, protocol: 'UDP' },
            { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
          ],
        },
      ],
    },
    status: { phase: 'Running', podIP, podIPs: [{ ip: podIP }], conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

const CLUSTER_DNS: RawObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'kube-dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  spec: {
    type: 'ClusterIP',
    clusterIP: '10.96.0.10',
    clusterIPs: ['10.96.0.10'],
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    selector: { 'k8s-app': 'kube-dns' },
    ports: [
      { name: 'dns', protocol: 'UDP', port: 53, targetPort: 53 },
      { name: 'dns-tcp', protocol: 'TCP', port: 53, targetPort: 53 },
    ],
  },
};

function nodeIP(node: number): string {
  return `172.${16 + Math.floor(node / 250)}.0.${2 + (node % 250)}`;
}

function createNode(index: number): RawObject {
  const podCIDR = `10.${64 + Math.floor(index / 256)}.${index % 256}.0/24`;
  const name = `node-${index}`;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { 'kubernetes.io/hostname': name, 'topology.kubernetes.io/zone': `zone-${index % 3}` },
    },
    spec: { podCIDR, podCIDRs: [podCIDR] },
    status: {
      addresses: [
        { type: 'InternalIP', address: nodeIP(index) },
        { type: 'Hostname', address: name },
      ],
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
}

function createService(index: number): RawObject {
  const clusterIP = `10.${96 + Math.floor(index / 62_500)}.${1 + Math.floor(index / 250)}.${1 + (index % 250)}`;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `app-${index}`, namespace: namespaceOf(index), labels: { app: `app-${index}` } },
    spec: {
      type: 'ClusterIP',
      clusterIP,
      clusterIPs: [clusterIP],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      selector: { app: `app-${index}` },
      ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 }],
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
    },
    status: { loadBalancer: {} },
  };
}

function createPod(index: number, { nodes, services }: ClusterSize): RawObject {
  const service = index % services;
  const node = index % nodes;
  const podIP = `10.${64 + Math.floor(node / 256)}.${node % 256}.${2 + Math.floor(index / nodes)}`;
  const name = `app-${service}-${Math.floor(index / services)}`;
  const time = '2026-01-01T00:00:00Z';
  const image = `registry.example/app-${service}:1.0`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: namespaceOf(service),
      labels: { app: `app-${service}`, 'pod-template-hash': '6d4f8c9b7' },
      ownerReferences: [{ kind: 'ReplicaSet', name: `app-${service}-6d4f8c9b7`, controller: true }],
    },
    spec: {
      nodeName: `node-${node}`,
      restartPolicy: 'Always',
      dnsPolicy: 'ClusterFirst',
      schedulerName: 'default-scheduler',
      serviceAccountName: 'default',
      terminationGracePeriodSeconds: 30,
      containers: [
        {
          name: 'app',
          image,
          imagePullPolicy: 'IfNotPresent',
          ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
          resources: { requests: { cpu: '100m', memory: '128Mi' } },
          readinessProbe: { httpGet: { path: '/healthz', port: 'http', scheme: 'HTTP' }, periodSeconds: 10 },
          terminationMessagePath: '/dev/termination-log',
        },
      ],
    },
    status: {
      phase: 'Running',
      hostIP: nodeIP(node),
      podIP,
      podIPs: [{ ip: podIP }],
      startTime: time,
      conditions: ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map((type) => ({
        type,
        status: 'True',
        lastTransitionTime: time,
      })),
      containerStatuses: [
        { name: 'app', image, ready: true, restartCount: 0, started: true, state: { running: { startedAt: time } } },
      ],
    },
  };
}
