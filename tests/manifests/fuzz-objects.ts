import { ENTRIES } from './fuzz-entries.ts';
import { inShop, of, type Plain } from './fuzz-object.ts';

const template = (app: string, port: number): Plain => ({
  metadata: { labels: { app } },
  spec: {
    hostname: app,
    subdomain: app,
    dnsPolicy: 'ClusterFirst',
    dnsConfig: { nameservers: ['10.96.0.10'], searches: ['corp.test'], options: [{ name: 'ndots', value: '2' }] },
    hostAliases: [{ ip: '10.0.0.9', hostnames: ['old.example'] }],
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    tolerations: [{ key: 'dedicated', operator: 'Exists', effect: 'NoSchedule' }],
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { labelSelector: { matchLabels: { app } }, topologyKey: 'kubernetes.io/hostname' },
        ],
      },
    },
    initContainers: [{ name: 'init', image: 'busybox', command: ['sh', '-c', 'true'] }],
    containers: [
      {
        name: app,
        image: `registry.example/${app}:1`,
        args: ['--port=8080', '--listen', `:${port}`],
        env: [{ name: 'PORT', value: String(port) }],
        ports: [{ name: 'http', containerPort: port, protocol: 'TCP', ...(app === 'client' && { hostPort: 18080 }) }],
        readinessProbe: { httpGet: { path: '/', port: 'http' }, periodSeconds: 5, initialDelaySeconds: 1 },
        livenessProbe: { tcpSocket: { port } },
        lifecycle: { preStop: { sleep: { seconds: 5 } } },
        securityContext: { capabilities: { drop: ['ALL'] } },
      },
      { name: 'sidecar', image: 'envoy', ports: [{ containerPort: 15001 }] },
    ],
  },
});

/** What is on every board that is made. */
export const CORE: readonly Plain[] = [
  ...[1, 2].map((n) =>
    of('v1', 'Node', `node-${n}`, {
      metadata: { labels: { 'topology.kubernetes.io/zone': `z${n}`, 'kubernetes.io/os': 'linux' } },
      spec: {
        podCIDR: `10.244.${n}.0/24`,
        podCIDRs: [`10.244.${n}.0/24`, `fd00:10:244:${n}::/64`],
        providerID: n === 1 ? 'kind://docker/kind/node-1' : 'aws:///eu-1a/i-1',
        taints: [{ key: 'dedicated', value: 'x', effect: 'PreferNoSchedule' }],
      },
      status: {
        addresses: [
          { type: 'InternalIP', address: `192.168.0.1${n}` },
          { type: 'InternalIP', address: `fd00:192::1${n}` },
          { type: 'ExternalIP', address: `198.51.100.${n}` },
          { type: 'Hostname', address: `node-${n}` },
        ],
        conditions: [{ type: 'Ready', status: 'True' }],
      },
    }),
  ),
  of('v1', 'Namespace', 'shop', { metadata: { labels: { team: 'x', 'kubernetes.io/metadata.name': 'shop' } } }),
  inShop('apps/v1', 'Deployment', 'web', {
    spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template: template('web', 8080) },
  }),
  inShop('v1', 'Service', 'web', {
    metadata: { annotations: { 'service.kubernetes.io/topology-mode': 'Auto' } },
    spec: {
      type: 'LoadBalancer',
      selector: { app: 'web' },
      clusterIP: '10.96.0.50',
      clusterIPs: ['10.96.0.50', 'fd00:96::50'],
      ipFamilies: ['IPv4', 'IPv6'],
      ipFamilyPolicy: 'PreferDualStack',
      externalIPs: ['203.0.113.99'],
      externalTrafficPolicy: 'Local',
      internalTrafficPolicy: 'Cluster',
      healthCheckNodePort: 31000,
      loadBalancerSourceRanges: ['198.51.100.0/24', '0.0.0.0/0'],
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
      trafficDistribution: 'PreferClose',
      ports: [
        { name: 'http', port: 80, targetPort: 'http', nodePort: 30080, protocol: 'TCP', appProtocol: 'http' },
        { name: 'dns', port: 53, targetPort: 15001, protocol: 'UDP' },
      ],
    },
    status: { loadBalancer: { ingress: [{ ip: '203.0.113.10', ipMode: 'VIP' }, { hostname: 'lb.example' }] } },
  }),
];

/** Some of these stand beside it: every kind that is read, and what is known of but not read. */
export const OTHERS: readonly Plain[] = [
  ...ENTRIES,
  inShop('v1', 'Pod', 'client', {
    metadata: {
      labels: { app: 'client' },
      deletionTimestamp: '2025-01-01T00:00:00Z',
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'rs', uid: '2', controller: true }],
      annotations: { 'k8s.v1.cni.cncf.io/networks': 'fast', 'cni.projectcalico.org/ipAddrs': '["10.244.1.7"]' },
    },
    spec: { ...(template('client', 9000)['spec'] as Plain), nodeName: 'node-1', hostNetwork: true },
    status: {
      phase: 'Running',
      podIP: '10.244.1.5',
      podIPs: [{ ip: '10.244.1.5' }, { ip: 'fd00:10:244:1::5' }],
      hostIP: '192.168.0.11',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [{ name: 'client', ready: true, state: { waiting: { reason: 'CrashLoopBackOff' } } }],
    },
  }),
  inShop('apps/v1', 'ReplicaSet', 'rs', {
    metadata: { uid: '2' },
    spec: {
      replicas: 1,
      selector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['cart'] }] },
      template: template('cart', 80),
    },
    status: { replicas: 1, readyReplicas: 1 },
  }),
  inShop('apps/v1', 'StatefulSet', 'db', {
    spec: {
      replicas: 2,
      serviceName: 'db',
      ordinals: { start: 3 },
      selector: { matchLabels: { app: 'db' } },
      template: template('db', 5432),
    },
  }),
  of('apps/v1', 'DaemonSet', 'kube-flannel/kube-flannel-ds', {
    spec: { selector: { matchLabels: { app: 'f' } }, template: template('f', 1) },
  }),
  of('apps/v1', 'DaemonSet', 'kube-system/calico-node', {
    spec: { selector: { matchLabels: { app: 'c' } }, template: template('c', 1) },
  }),
  inShop('v1', 'ReplicationController', 'old', {
    spec: { replicas: 1, selector: { app: 'old' }, template: template('old', 81) },
  }),
  inShop('batch/v1', 'Job', 'job', { spec: { completions: 1, parallelism: 1, template: template('job', 82) } }),
  inShop('batch/v1', 'CronJob', 'cron', {
    spec: { schedule: '* * * * *', jobTemplate: { spec: { template: template('cron', 83) } } },
  }),
  inShop('v1', 'Service', 'db', {
    spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector: { app: 'db' }, ports: [{ port: 5432 }] },
  }),
  inShop('v1', 'Service', 'outside', { spec: { type: 'ExternalName', externalName: 'api.example.org' } }),
  inShop('v1', 'Service', 'given', { spec: { ports: [{ name: 'a', port: 80 }] } }),
  inShop('v1', 'Endpoints', 'given', {
    subsets: [
      {
        addresses: [{ ip: '10.1.2.3', nodeName: 'node-1' }],
        notReadyAddresses: [{ ip: '10.1.2.4' }],
        ports: [{ name: 'a', port: 8080 }],
      },
    ],
  }),
  inShop('discovery.k8s.io/v1', 'EndpointSlice', 'web-abc', {
    metadata: {
      labels: {
        'kubernetes.io/service-name': 'web',
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      },
    },
    addressType: 'IPv4',
    endpoints: [
      {
        addresses: ['10.244.1.20'],
        conditions: { ready: true, serving: true, terminating: false },
        nodeName: 'node-1',
        zone: 'z1',
        hostname: 'a',
        targetRef: { kind: 'Pod', name: 'web-0', namespace: 'shop', uid: '3' },
        hints: { forZones: [{ name: 'z1' }], forNodes: [{ name: 'node-1' }] },
      },
    ],
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
  }),
  inShop('discovery.k8s.io/v1', 'EndpointSlice', 'web-6', {
    metadata: { labels: { 'kubernetes.io/service-name': 'web' } },
    addressType: 'IPv6',
    endpoints: [{ addresses: ['fd00:10:244:1::20'] }],
    ports: [{ name: 'http', port: 8080 }],
  }),
  of('kubeproxy.config.k8s.io/v1alpha1', 'KubeProxyConfiguration', 'kube-proxy', {
    mode: 'nftables',
    clusterCIDR: '10.244.0.0/16,fd00:10:244::/56',
    detectLocalMode: 'ClusterCIDR',
    nodePortAddresses: ['192.168.0.0/24', 'primary'],
    iptables: { masqueradeAll: true, localhostNodePorts: true, masqueradeBit: 14 },
    ipvs: { scheduler: 'rr', strictARP: true },
    conntrack: { maxPerCore: 1 },
  }),
  of('kubeadm.k8s.io/v1beta4', 'ClusterConfiguration', 'kubeadm-config', {
    networking: { podSubnet: '10.244.0.0/16', serviceSubnet: '10.96.0.0/16,fd00:96::/112', dnsDomain: 'corp.test' },
  }),
  of('kubelet.config.k8s.io/v1beta1', 'KubeletConfiguration', 'kubelet-config', {
    clusterDNS: ['10.96.0.10', '169.254.20.10'],
    clusterDomain: 'corp.test',
    podCIDR: '10.9.0.0/24',
  }),
  of('v1', 'ConfigMap', 'kube-system/coredns', {
    data: {
      Corefile:
        '.:53 {\n    errors\n    rewrite name a.example web.shop.svc.cluster.local\n    kubernetes cluster.local in-addr.arpa ip6.arpa {\n      pods insecure\n      fallthrough in-addr.arpa\n    }\n    hosts {\n      10.0.0.1 x.example\n      fallthrough\n    }\n    forward . /etc/resolv.conf\n    cache 30\n}\ncorp.test:53 {\n    forward . 10.0.0.2\n}\n',
    },
  }),
  of('v1', 'ConfigMap', 'kube-system/kube-proxy', {
    data: {
      'config.conf':
        'apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: ipvs\nclusterCIDR: 10.244.0.0/16\n',
    },
  }),
  of('v1', 'ConfigMap', 'kube-system/kubeadm-config', {
    data: {
      ClusterConfiguration:
        'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nnetworking:\n  podSubnet: 10.244.0.0/16\n',
    },
  }),
  of('v1', 'ConfigMap', 'kube-flannel/kube-flannel-cfg', {
    data: { 'net-conf.json': '{"Network": "10.244.0.0/16", "Backend": {"Type": "vxlan"}}' },
  }),
  of('v1', 'ConfigMap', 'kube-system/cilium-config', {
    data: { 'cluster-pool-ipv4-cidr': '10.0.0.0/8', 'kube-proxy-replacement': 'true' },
  }),
  of('v1', 'ConfigMap', 'ingress-nginx/ingress-nginx-controller', {
    data: { 'ssl-redirect': 'true', 'whitelist-source-range': '10.0.0.0/8' },
  }),
  inShop('cilium.io/v2', 'CiliumNetworkPolicy', 'deny', {
    spec: {
      endpointSelector: { matchLabels: { app: 'web' } },
      ingress: [{ fromEndpoints: [{ matchLabels: { app: 'db' } }] }],
      egressDeny: [{}],
    },
  }),
  of('crd.projectcalico.org/v1', 'GlobalNetworkPolicy', 'gnp', {
    spec: {
      selector: "app == 'web' && !has(x)",
      types: ['Ingress'],
      ingress: [{ action: 'Deny', source: { nets: ['10.0.0.0/8'] } }],
    },
  }),
  of('crd.projectcalico.org/v1', 'IPPool', 'default-ipv4-ippool', {
    spec: { cidr: '10.244.0.0/16', ipipMode: 'Always', vxlanMode: 'Never', natOutgoing: true, nodeSelector: 'all()' },
  }),
  of('operator.tigera.io/v1', 'Installation', 'default', {
    spec: { calicoNetwork: { ipPools: [{ cidr: '10.244.0.0/16', encapsulation: 'VXLAN' }] } },
  }),
  inShop('security.istio.io/v1', 'PeerAuthentication', 'strict', { spec: { mtls: { mode: 'STRICT' } } }),
  inShop('networking.istio.io/v1', 'VirtualService', 'vs', {
    spec: { hosts: ['web'], http: [{ route: [{ destination: { host: 'web' } }] }] },
  }),
  inShop('k8s.cni.cncf.io/v1', 'NetworkAttachmentDefinition', 'fast', { spec: { config: '{"type": "macvlan"}' } }),
];
